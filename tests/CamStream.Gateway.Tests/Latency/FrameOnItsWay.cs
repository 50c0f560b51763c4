using System.Diagnostics;
using System.Globalization;

namespace CamStream.Gateway.Latency;

/// <summary>
/// A sampled frame as an encoder names it: captured, and 3, 10, 12, 13, 25 and 133 ms later
/// published, received, forwarded, arrived, encoded, packaged.
/// </summary>
internal sealed class FrameOnItsWay(DateTimeOffset captured, long sequence = 123)
{
    private static readonly (string Name, int Milliseconds)[] _times =
    [
        ("captured", 0),
        ("published", 3),
        ("received", 10),
        ("forwarded", 12),
        ("arrived", 13),
        ("encoded", 25),
        ("packaged", 133),
    ];

    public static readonly TimeSpan ToPackage = TimeSpan.FromMilliseconds(133);

    public ActivityTraceId Trace { get; } = ActivityTraceId.CreateRandom();

    public ActivitySpanId Package { get; } = ActivitySpanId.CreateRandom();

    public string TraceParent => $"00-{Trace}-{Package}-01";

    public string Header =>
        $"{TraceParent};seq={sequence};{string.Join(';', _times.Select(time => $"{time.Name}={Microseconds(captured.AddMilliseconds(time.Milliseconds))}"))};clock=-3000";

    public static string Microseconds(DateTimeOffset time) =>
        ((time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);

    public TracedFrame Traced() =>
        TracedFrameHeader.Parse(Header, captured + ToPackage, LatencyMemory.MaxAge).ShouldNotBeNull();
}
