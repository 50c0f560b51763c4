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
            if (!_ledgers.Remove(camera, out var node))
                return Add(camera, new FeedLedger());
            _byUse.Remove(node);
            return Add(camera, node.Value.Ledger);
        }
    }

    /// <summary>
    /// Keeps the ledger of a camera whose feed ends, also if others were opened since its own was.
    /// </summary>
    public void Keep(CameraId camera, FeedLedger ledger)
    {
        lock (_lock)
        {
            if (_ledgers.Remove(camera, out var node))
                _byUse.Remove(node);
            Add(camera, ledger);
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

    // Under the lock. As the newest.
    private FeedLedger Add(CameraId camera, FeedLedger ledger)
    {
        if (_ledgers.Count == capacity)
        {
            _ledgers.Remove(_byUse.First!.Value.Camera);
            _byUse.RemoveFirst();
        }
        _ledgers[camera] = _byUse.AddLast((camera, ledger));
        return ledger;
    }
}
