namespace CamStream.Bench.Encode;

/// <summary>What a process allocated for each frame, as the runtime's sampling tells (one event in about 100 KiB).</summary>
/// <param name="Resource">The process.</param>
/// <param name="BytesPerFrame">All of it.</param>
/// <param name="LargeBytesPerFrame">Objects of 85,000 bytes and more, which go to the large object heap.</param>
/// <param name="Commonest">The types that take most.</param>
internal sealed record Allocations(string Resource, double BytesPerFrame, double LargeBytesPerFrame, string Commonest);
