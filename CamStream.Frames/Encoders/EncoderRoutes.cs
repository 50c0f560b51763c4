using System.Globalization;

namespace CamStream.Frames.Encoders;

/// <summary>
/// Where an encoder answers Ingest (docs/reference/feed.md). The Encoder maps the routes; Ingest
/// makes the addresses.
/// </summary>
public static class EncoderRoutes
{
    /// <summary>
    /// <c>GET</c>: whether the encoder drains, and what it is ready for
    /// (<see cref="EncoderReport"/>).
    /// </summary>
    public const string Report = "/cameras";

    /// <summary><c>POST</c>: a feed of a camera's frames.</summary>
    public const string Frames = "/cameras/{camera}/frames";

    /// <summary>
    /// <c>POST</c>: leave the camera to another encoder (<see cref="ReleasedCamera"/>).
    /// </summary>
    public const string Release = "/cameras/{camera}/release";

    /// <summary><c>POST</c>: answer for a camera on standby.</summary>
    public const string TakeOver = "/cameras/{camera}/takeover";

    /// <summary><c>POST</c>: the last frame that was written to a feed that broke.</summary>
    public const string Written = "/cameras/{camera}/written";

    /// <param name="encoder">The encoder's address.</param>
    public static Uri ReportOf(Uri encoder) => new(encoder, Report[1..]);

    /// <param name="encoder">The encoder's address.</param>
    /// <param name="camera">The camera.</param>
    /// <param name="standby">Whether another encoder has the camera.</param>
    public static Uri FramesOf(Uri encoder, CameraId camera, bool standby) =>
        Of(encoder, Frames, camera, standby ? "?standby=true" : "");

    /// <param name="encoder">The encoder's address.</param>
    /// <param name="camera">The camera.</param>
    public static Uri ReleaseOf(Uri encoder, CameraId camera) => Of(encoder, Release, camera, "");

    /// <param name="encoder">The encoder's address.</param>
    /// <param name="camera">The camera.</param>
    /// <param name="msn">
    /// The media sequence number of the first segment to answer for; 0 for all.
    /// </param>
    public static Uri TakeOverOf(Uri encoder, CameraId camera, long msn) =>
        Of(encoder, TakeOver, camera, string.Create(CultureInfo.InvariantCulture, $"?msn={msn}"));

    /// <param name="encoder">The encoder's address.</param>
    /// <param name="camera">The camera.</param>
    /// <param name="last">The last frame that was written.</param>
    public static Uri WrittenOf(Uri encoder, CameraId camera, FeedPlace last) =>
        Of(
            encoder,
            Written,
            camera,
            string.Create(CultureInfo.InvariantCulture, $"?run={last.Run}&last={last.Number}")
        );

    // A camera id needs no escaping. Without its first slash a route keeps the path of an address.
    private static Uri Of(Uri encoder, string route, CameraId camera, string query) =>
        new(encoder, route[1..].Replace("{camera}", camera.Value, StringComparison.Ordinal) + query);
}
