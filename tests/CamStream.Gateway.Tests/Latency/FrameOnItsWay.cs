using System.Diagnostics;
using CamStream.Frames.Telemetry;

namespace CamStream.Gateway.Latency;

/// <summary>
/// A sampled frame as an encoder reports it. It was captured at the given time, and 3, 10, 12, 13,
/// 25 and 133 ms later published, received, forwarded, arrived, encoded and packaged.
/// </summary>
internal sealed class FrameOnItsWay(DateTimeOffset captured, long sequence = 123)
{
    public static readonly TimeSpan ToPackage = TimeSpan.FromMilliseconds(133);

    public ActivityTraceId Trace { get; } = ActivityTraceId.CreateRandom();

    public ActivitySpanId Package { get; } = ActivitySpanId.CreateRandom();

    public string TraceParent => $"00-{Trace}-{Package}-01";

    public string Header =>
        TracedFrameHeader.Write(
            TraceParent,
            sequence,
            new TracedFrameTimes(
                captured,
                captured.AddMilliseconds(3),
                captured.AddMilliseconds(10),
                captured.AddMilliseconds(12),
                captured.AddMilliseconds(13),
                captured.AddMilliseconds(25),
                captured + ToPackage
            ),
            TimeSpan.FromMilliseconds(-3)
        );

    public TracedFrame Traced() =>
        TracedFrameHeader.Parse(Header, captured + ToPackage, LatencyMemory.MaxAge).ShouldNotBeNull();
}
