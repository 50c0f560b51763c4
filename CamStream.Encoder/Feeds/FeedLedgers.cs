using CamStream.Frames;

namespace CamStream.Encoder.Feeds;

/// <summary>
/// The ledgers of the cameras that were fed lately, beyond the ends of their feeds. Bounded: of too
/// many, the one that was longest not asked for goes. Not thread-safe.
/// </summary>
internal sealed class FeedLedgers(int capacity)
{
    private readonly Dictionary<CameraId, LinkedListNode<(CameraId Camera, FeedLedger Ledger)>> _ledgers = [];
    private readonly LinkedList<(CameraId Camera, FeedLedger Ledger)> _byUse = [];

    /// <summary>The ledger of a camera.</summary>
    public FeedLedger Of(CameraId camera)
    {
        if (_ledgers.TryGetValue(camera, out var node))
        {
            _byUse.Remove(node);
        }
        else
        {
            if (_ledgers.Count == capacity)
            {
                _ledgers.Remove(_byUse.First!.Value.Camera);
                _byUse.RemoveFirst();
            }
            _ledgers[camera] = node = new((camera, new FeedLedger()));
        }
        _byUse.AddLast(node);
        return node.Value.Ledger;
    }
}
