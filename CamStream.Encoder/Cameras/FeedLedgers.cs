using System.Diagnostics.CodeAnalysis;
using CamStream.Frames;

namespace CamStream.Encoder.Cameras;

/// <summary>
/// The ledgers of the cameras that were fed lately. They outlive the feeds: a writer says what it
/// wrote last after its feed broke. Bounded: a new ledger replaces the least recently opened one.
/// Thread-safe.
/// </summary>
/// <param name="capacity">The most ledgers, more than an encoder has cameras.</param>
internal sealed class FeedLedgers(int capacity)
{
    /// <summary>The usual capacity. A ledger has a few bytes.</summary>
    public const int DefaultCapacity = 1_024;

    private readonly Lock _lock = new();
    private readonly Dictionary<CameraId, LinkedListNode<(CameraId Camera, FeedLedger Ledger)>> _ledgers = [];
    private readonly LinkedList<(CameraId Camera, FeedLedger Ledger)> _byUse = [];

    /// <summary>The ledger of a camera whose feed is opened; a new one if there is none.</summary>
    public FeedLedger Open(CameraId camera)
    {
        lock (_lock)
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

    /// <summary>The ledger of a camera that was fed lately; false when there is none.</summary>
    public bool TryGet(CameraId camera, [NotNullWhen(true)] out FeedLedger? ledger)
    {
        lock (_lock)
        {
            ledger = _ledgers.GetValueOrDefault(camera)?.Value.Ledger;
            return ledger is not null;
        }
    }
}
