namespace CamStream.Gateway.Telemetry;

/// <summary>
/// The requests that every viewer makes several times a second: for media, and with reports of what
/// it showed. Their spans would bury the others and cost more than all other telemetry. The traces
/// of frames say what happens to pictures; metrics say what fails.
/// </summary>
internal static class ViewerRequests
{
    private const string Media = "/hls/";
    private const string Reports = "/renders";

    /// <summary>Whether <paramref name="request"/> is one of them.</summary>
    public static bool Matches(HttpRequest request) =>
        request.Path.Value is { } path
        && (
            path.StartsWith(Media, StringComparison.OrdinalIgnoreCase)
            || path.EndsWith(Reports, StringComparison.OrdinalIgnoreCase)
        );
}
