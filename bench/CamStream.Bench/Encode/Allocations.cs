namespace CamStream.Bench.Encode;

/// <summary>
/// What a process allocated for each frame, as the runtime's sampling tells (one event in about 100
/// KiB).
/// </summary>
/// <param name="Resource">The process.</param>
/// <param name="SmallBytes">Objects that the youngest generation takes.</param>
/// <param name="CommonestSmall">The types of them that take most.</param>
/// <param name="LargeBytes">
/// Objects for the large object heap, which only a full collection frees.
/// </param>
/// <param name="CommonestLarge">The types of them that take most.</param>
internal sealed record Allocations(
    string Resource,
    double SmallBytes,
    string CommonestSmall,
    double LargeBytes,
    string CommonestLarge
);
