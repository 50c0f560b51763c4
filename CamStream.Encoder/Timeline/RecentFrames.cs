namespace CamStream.Encoder.Timeline;

/// <summary>
/// Which frames came lately, so that a second copy (a redelivery, two feeds of one camera) is
/// known. The oldest are forgotten: constant memory.
/// </summary>
internal sealed class RecentFrames
{
    /// <summary>How many are remembered: half a minute at 15 frames a second.</summary>
    public const int Capacity = 512;

    private readonly HashSet<(string Boot, long Sequence)> _known = [];
    private readonly Queue<(string Boot, long Sequence)> _order = [];

    /// <summary>Remembers a frame; false when it is remembered already.</summary>
    public bool Add(string boot, long sequence)
    {
        if (!_known.Add((boot, sequence)))
            return false;
        if (_order.Count == Capacity)
            _known.Remove(_order.Dequeue());
        _order.Enqueue((boot, sequence));
        return true;
    }
}
