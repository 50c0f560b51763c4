namespace CamStream.Frames;

/// <summary>
/// What the server would have a camera do, as JSON on its retained settings topic. A missing field
/// is left as it is; the camera applies what it can and reports what is in force in
/// <see cref="CameraStatus.Settings"/>.
/// </summary>
public sealed record CameraSettings
{
    /// <summary>Counts the changes: the camera reports the version that it applied.</summary>
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

    /// <summary>False rests the camera: it stays connected and captures nothing.</summary>
    public bool? Enabled { get; init; }

    /// <summary>
    /// What is wrong with the values, in words, or null: every value is in its range.
    /// </summary>
    public string? Problem() =>
        this switch
        {
            { Version: < 0 } => $"version is {Version}: 0 or more.",
            { Fps: { } fps } when fps is not (>= 0.1 and <= 60) => FormattableString.Invariant(
                $"fps is {fps}: 0.1 to 60."
            ),
            { Width: < 16 or > 4096 } => $"width is {Width}: 16 to 4096.",
            { Height: < 16 or > 4096 } => $"height is {Height}: 16 to 4096.",
            { Quality: < 1 or > 100 } => $"quality is {Quality}: 1 to 100.",
            { Rotation: not (null or 0 or 90 or 180 or 270) } => $"rotation is {Rotation}: 0, 90, 180 or 270.",
            _ => null,
        };
}
