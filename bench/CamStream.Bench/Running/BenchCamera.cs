namespace CamStream.Bench.Running;

/// <summary>A camera agent.</summary>
/// <param name="Id">Its camera id.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="FramesPerSecond">Its rate.</param>
/// <param name="Quality">Of its JPEGs, 1 to 100.</param>
/// <param name="Stills">A folder of JPEGs to show; null for the test picture.</param>
/// <param name="Phase">
/// When in the time of a frame it is taken, 0 to 1, by the clock; null: as it comes.
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
    /// <summary>This one and further ones like it.</summary>
    public IReadOnlyList<BenchCamera> Times(int count) =>
        [.. Enumerable.Range(1, count).Select(number => this with { Id = $"{Id}-{number}" })];
}
