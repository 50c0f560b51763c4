namespace CamStream.Bench.Encode;

/// <summary>
/// The allocations of a process per frame, estimated from the runtime's samples (one event per 100
/// KiB or so).
/// </summary>
/// <param name="Resource">The process.</param>
/// <param name="SmallBytes">Bytes of objects in the youngest generation.</param>
/// <param name="CommonestSmall">The types that take most of these bytes.</param>
/// <param name="LargeBytes">
/// Bytes of objects in the large object heap, which only a full collection frees.
/// </param>
/// <param name="CommonestLarge">The types that take most of these bytes.</param>
internal sealed record Allocations(
    string Resource,
    double SmallBytes,
    string CommonestSmall,
    double LargeBytes,
    string CommonestLarge
);
