using System.Collections.Concurrent;
using CamStream.Frames;
using CamStream.Frames.Encoders;

namespace CamStream.Ingest.Forwarding;

/// <summary>
/// The encoders, what they report of themselves, and which of them failed lately. All forwarders
/// share it, so that not each has to find out for itself.
/// </summary>
internal sealed class EncoderDirectory(IReadOnlyList<EncoderAddress> encoders, TimeSpan rest, TimeProvider time)
    : IDisposable
{
    // When no encoder can be tried: soon the next probes are answered.
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<EncoderAddress, long> _failedAt = new();
    private readonly Dictionary<EncoderAddress, EncoderWatch> _watches = encoders.ToDictionary(
        encoder => encoder,
        _ => new EncoderWatch()
    );

    public IReadOnlyList<EncoderAddress> Encoders => encoders;

    /// <summary>What is known of <paramref name="encoder"/>.</summary>
    public EncoderWatch Watch(EncoderAddress encoder) => _watches[encoder];

    /// <summary>
    /// The highest-ranked encoder for <paramref name="camera"/> that answers, does not drain and
    /// did not fail lately; when all failed, the one that may be tried again first.
    /// </summary>
    public EncoderChoice Choose(CameraId camera)
    {
        var best = new EncoderChoice(null, _look);
        foreach (var encoder in EncoderMap.Rank(camera, encoders))
        {
            if (!Watch(encoder).IsUsable)
                continue;
            var wait = RestOf(encoder);
            if (wait == TimeSpan.Zero)
                return new EncoderChoice(encoder, wait);
            if (best.Encoder is null || wait < best.Wait)
                best = new EncoderChoice(encoder, wait);
        }
        return best;
    }

    /// <summary>A stream to <paramref name="encoder"/> failed.</summary>
    public void Failed(EncoderAddress encoder) => _failedAt[encoder] = time.GetTimestamp();

    public void Dispose()
    {
        foreach (var watch in _watches.Values)
            watch.Dispose();
    }

    private TimeSpan RestOf(EncoderAddress encoder)
    {
        if (!_failedAt.TryGetValue(encoder, out var failedAt))
            return TimeSpan.Zero;
        var left = rest - time.GetElapsedTime(failedAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
