namespace CamStream.Frames;

/// <summary>
/// The settings that a camera is asked to apply, as JSON on its retained settings topic. A missing
/// field changes nothing. The camera applies what it can and reports the settings in force in
/// <see cref="CameraStatus.Settings"/>.
/// </summary>
public sealed record CameraSettings
{
    /// <summary>
    /// The number of the change, 0 or more; the camera reports the one that it applied.
    /// </summary>
    public long Version { get; init; }

    /// <summary>Frames per second, 0.1 to 60.</summary>
    public double? Fps { get; init; }

    /// <summary>Picture width in pixels, 16 to 4096.</summary>
    public int? Width { get; init; }

    /// <summary>Picture height in pixels, 16 to 4096.</summary>
    public int? Height { get; init; }

    /// <summary>JPEG quality, 1 (small) to 100 (fine).</summary>
    public int? Quality { get; init; }

    /// <summary>Clockwise rotation in degrees: 0, 90, 180 or 270.</summary>
    public int? Rotation { get; init; }

    /// <summary>When false, the camera stays connected and captures nothing.</summary>
    public bool? Enabled { get; init; }

    /// <summary>
    /// What is wrong with the first value that is out of its range; null when none is.
    /// </summary>
    public string? Problem() =>
        this switch
        {
            { Version: < 0 } => $"version is {Version}: it must be 0 or more.",
            { Fps: { } fps } when fps is not (>= 0.1 and <= 60) => FormattableString.Invariant(
                $"fps is {fps}: it must be 0.1 to 60."
            ),
            { Width: < 16 or > 4096 } => $"width is {Width}: it must be 16 to 4096.",
            { Height: < 16 or > 4096 } => $"height is {Height}: it must be 16 to 4096.",
            { Quality: < 1 or > 100 } => $"quality is {Quality}: it must be 1 to 100.",
            { Rotation: not (null or 0 or 90 or 180 or 270) } =>
                $"rotation is {Rotation}: it must be 0, 90, 180 or 270.",
            _ => null,
        };
}
