using CamStream.Gateway.Encoders;
using CamStream.Gateway.Hls;
using Microsoft.Extensions.Options;

namespace CamStream.Gateway.Coalescing;

/// <summary>
/// Finished answers for viewers who ask a little later, for as long as the encoder allows. Bounded
/// in bytes: the oldest goes first, because live media ages and is not asked for again. Not
/// thread-safe; <see cref="Flights"/> holds the lock.
/// </summary>
internal sealed class AnswerCache(IOptions<GatewayOptions> options, TimeProvider time)
{
    // The cost of an entry beside its body: the key, the objects, and the compressed forms of a
    // small playlist.
    private const int EntryBytes = 1 << 10;
    private const int FrameBytes = 512;

    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _byAge = [];
    private readonly TimeSpan _maxAge = TimeSpan.FromSeconds(options.Value.MaxCacheSeconds);
    private readonly long _maxBytes = options.Value.MaxCacheBytes;

    /// <summary>The memory of all answers.</summary>
    public long Bytes { get; private set; }

    /// <summary>
    /// The answer under <paramref name="key"/> and its age; null without a fresh one.
    /// </summary>
    public (Answer Answer, TimeSpan Age)? Find(string key)
    {
        if (!_entries.TryGetValue(key, out var node))
            return null;
        var age = time.GetElapsedTime(node.Value.StoredAt);
        if (age < node.Value.Lifetime)
            return (node.Value.Answer, age);
        Remove(node);
        return null;
    }

    /// <summary>Keeps an answer if its encoder allows that and it fits.</summary>
    public void Store(string key, Answer answer)
    {
        var lifetime = answer.MaxAge < _maxAge ? answer.MaxAge : _maxAge;
        var bytes = answer.Body.Length + EntryBytes + answer.Frames.Count * FrameBytes;
        if (lifetime <= TimeSpan.Zero || bytes > _maxBytes)
            return;
        if (_entries.TryGetValue(key, out var old))
            Remove(old);
        while (
            _byAge.First is { } oldest
            && (Bytes + bytes > _maxBytes || time.GetElapsedTime(oldest.Value.StoredAt) >= oldest.Value.Lifetime)
        )
            Remove(oldest);
        _entries[key] = _byAge.AddLast(new Entry(key, answer, bytes, time.GetTimestamp(), lifetime));
        Bytes += bytes;
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _entries.Remove(node.Value.Key);
        _byAge.Remove(node);
        Bytes -= node.Value.Bytes;
    }

    private sealed record Entry(string Key, Answer Answer, int Bytes, long StoredAt, TimeSpan Lifetime);
}
