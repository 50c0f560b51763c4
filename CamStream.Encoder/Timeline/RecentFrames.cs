namespace CamStream.Encoder.Timeline;

/// <summary>
/// The frames that came lately, to recognise a second copy (a redelivery, or two feeds of one
/// camera). It forgets the oldest: constant memory.
/// </summary>
internal sealed class RecentFrames
{
    /// <summary>How many frames it remembers: half a minute at 15 frames per second.</summary>
    public const int Capacity = 512;

    private readonly HashSet<(string Boot, long Sequence)> _known = [];
    private readonly Queue<(string Boot, long Sequence)> _order = [];

    /// <summary>Remembers a frame; false when it is known already.</summary>
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
