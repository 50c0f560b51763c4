using System.Collections.Concurrent;
using CamStream.Frames;
using CamStream.Frames.Encoders;

namespace CamStream.Ingest.Feeds;

/// <summary>The encoders, and which of them failed lately. Shared by all feeds: what one finds out spares the others.</summary>
internal sealed class EncoderDirectory(IReadOnlyList<EncoderAddress> encoders, TimeSpan rest, TimeProvider time)
{
    private readonly ConcurrentDictionary<EncoderAddress, long> _failedAt = new();

    /// <summary>The highest-ranked encoder for <paramref name="camera"/> that did not fail lately; when all did, the one that may be tried first.</summary>
    public EncoderChoice Choose(CameraId camera)
    {
        var best = default(EncoderChoice);
        foreach (var encoder in EncoderMap.Rank(camera, encoders))
        {
            var wait = RestOf(encoder);
            if (wait == TimeSpan.Zero) return new EncoderChoice(encoder, wait);
            if (best.Encoder is null || wait < best.Wait) best = new EncoderChoice(encoder, wait);
        }
        return best;
    }

    public void Failed(EncoderAddress encoder) => _failedAt[encoder] = time.GetTimestamp();

    private TimeSpan RestOf(EncoderAddress encoder)
    {
        if (!_failedAt.TryGetValue(encoder, out var failedAt)) return TimeSpan.Zero;
        var left = rest - time.GetElapsedTime(failedAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
