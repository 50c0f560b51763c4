using CamStream.Frames.Telemetry;
using CamStream.Gateway.Telemetry;

namespace CamStream.Gateway.Encoders;

/// <summary>
/// Reads the sampled frames that an encoder lists beside an answer. Those that are malformed,
/// impossible or too many are ignored and counted.
/// </summary>
internal sealed class TracedFrames(GatewayMetrics metrics, TimeProvider time)
{
    /// <summary>
    /// How many are read from one answer: a part has no more, and of a segment the newest is
    /// enough.
    /// </summary>
    public const int MaxFrames = 16;

    /// <summary>How long ago a frame may have been packaged.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    /// <summary>The frames in values of <see cref="MediaHeaders.SampledFrame"/>.</summary>
    public IReadOnlyList<TracedFrame> Read(IEnumerable<string> headers)
    {
        var frames = new List<TracedFrame>();
        var now = time.GetUtcNow();
        // RFC 9110 §5.3: a proxy may combine several fields into one, with commas.
        foreach (var value in headers.SelectMany(header => header.Split(',', MaxFrames + 1)))
        {
            if (frames.Count == MaxFrames)
                metrics.HeaderIgnored("too_many");
            else if (TracedFrameHeader.Parse(value, now, MaxAge) is { } frame)
                frames.Add(frame);
            else
                metrics.HeaderIgnored("invalid");
        }
        return frames;
    }
}
