namespace CamStream.Bench.Running;

/// <summary>A camera agent of the bench.</summary>
/// <param name="Id">The camera id.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="FramesPerSecond">The frame rate.</param>
/// <param name="Quality">The JPEG quality, 1 to 100.</param>
/// <param name="Stills">A folder of JPEGs to show; null for the test picture.</param>
/// <param name="Phase">
/// The point within a frame interval at which a picture is taken, 0 to 1, by the clock; null for
/// none.
/// </param>
internal sealed record BenchCamera(
    string Id,
    int Width,
    int Height,
    int FramesPerSecond,
    int Quality = 80,
    string? Stills = null,
    double? Phase = null
)
{
    /// <summary>This camera and copies of it.</summary>
    public IReadOnlyList<BenchCamera> Times(int count) =>
        [.. Enumerable.Range(1, count).Select(number => this with { Id = $"{Id}-{number}" })];
}
