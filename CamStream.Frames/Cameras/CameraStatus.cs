namespace CamStream.Frames;

/// <summary>
/// What a camera reports of itself, as JSON on its retained status topic: every few seconds, on
/// changes, and as its last will (then only <see cref="State"/>). Unknown fields are ignored;
/// missing ones are null.
/// </summary>
public sealed record CameraStatus
{
    /// <summary><see cref="State"/> of a camera that is connected.</summary>
    public const string Online = "online";

    /// <summary>
    /// <see cref="State"/> of a camera that has disconnected, and of the last will.
    /// </summary>
    public const string Offline = "offline";

    /// <summary><see cref="Online"/> or <see cref="Offline"/>.</summary>
    public required string State { get; init; }

    /// <summary>
    /// The kind of source: <c>rpicam</c>, <c>v4l2</c>, <c>file</c>, <c>pattern</c>, or what another
    /// camera software calls its own.
    /// </summary>
    public string? Source { get; init; }

    /// <summary>What is wrong with the source, in words; null while it delivers.</summary>
    public string? Problem { get; init; }

    /// <summary>Picture width in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>Picture height in pixels.</summary>
    public int? Height { get; init; }

    /// <summary>Nominal frames per second.</summary>
    public double? Fps { get; init; }

    /// <summary>Frames captured since the process started.</summary>
    public long? Captured { get; init; }

    /// <summary>
    /// Frames that the broker has accepted, or may have accepted without an answer, since the
    /// process started.
    /// </summary>
    public long? Published { get; init; }

    /// <summary>Frames dropped on the camera since the process started.</summary>
    public long? Dropped { get; init; }

    /// <summary>Frames that wait to be published.</summary>
    public int? Queue { get; init; }

    /// <summary>The settings in force, with the version that was applied last.</summary>
    public CameraSettings? Settings { get; init; }

    /// <summary>The version of the camera's software.</summary>
    public string? Software { get; init; }

    /// <summary>When the status was made, by the camera's clock.</summary>
    public DateTimeOffset? At { get; init; }
}
