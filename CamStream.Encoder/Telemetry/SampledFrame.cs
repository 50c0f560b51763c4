using System.Diagnostics;
using System.Globalization;
using CamStream.Frames;

namespace CamStream.Encoder.Telemetry;

/// <summary>A sampled frame whose picture came out. All times are by our clock.</summary>
/// <param name="TraceParent">
/// The span of its encoding; what came with it where nobody listens.
/// </param>
/// <param name="Header">What came with it.</param>
/// <param name="Captured">Its capture.</param>
/// <param name="Arrived">When it came here.</param>
/// <param name="Encoded">When its picture came out.</param>
internal sealed record SampledFrame(
    string TraceParent,
    FrameHeader Header,
    DateTimeOffset Captured,
    DateTimeOffset Arrived,
    DateTimeOffset Encoded
)
{
    /// <summary><see cref="TraceParent"/>, read.</summary>
    public ActivityContext Context => ActivityContext.Parse(TraceParent, null);

    /// <summary>
    /// What is told of it beside its part; what is not known is left out. Times are microseconds since the Unix epoch, <c>clock</c> is what was added to the
    /// camera's time to get ours, in microseconds.
    /// <code>{traceparent};seq=123;captured=…;published=…;received=…;forwarded=…;arrived=…;encoded=…;packaged=…;clock=…</code>
    /// </summary>
    /// <param name="package">The span of its packaging.</param>
    /// <param name="packaged">When its part was there.</param>
    public string Describe(string package, DateTimeOffset packaged)
    {
        var clock = Captured - Header.Captured;
        var times = Header.Times;
        return string.Create(
                CultureInfo.InvariantCulture,
                $"{package};seq={Header.Sequence}{At("captured", Captured)}{At("published", times?.Published + clock)}"
            )
            + $"{At("received", times?.Received)}{At("forwarded", times?.Forwarded)}{At("arrived", Arrived)}{At("encoded", Encoded)}{At("packaged", packaged)}"
            + string.Create(CultureInfo.InvariantCulture, $";clock={clock.Ticks / TimeSpan.TicksPerMicrosecond}");
    }

    private static string At(string name, DateTimeOffset? time) =>
        time is { } known ? string.Create(CultureInfo.InvariantCulture, $";{name}={UnixMicroseconds.From(known)}") : "";
}
