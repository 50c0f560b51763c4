namespace CamStream.Bench.Running;

/// <summary>A camera agent that shows the test picture.</summary>
internal sealed record BenchCamera(string Id, int Width, int Height, int FramesPerSecond, int Quality = 80)
{
    public static IReadOnlyList<BenchCamera> Make(int count, int width, int height, int framesPerSecond, int quality = 80) =>
        [.. Enumerable.Range(1, count).Select(number => new BenchCamera($"bench-{number}", width, height, framesPerSecond, quality))];
}
