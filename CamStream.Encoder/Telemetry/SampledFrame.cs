using System.Diagnostics;
using System.Globalization;
using CamStream.Frames;

namespace CamStream.Encoder.Telemetry;

/// <summary>A sampled frame whose picture came out. All its times are by our clock.</summary>
/// <param name="TraceParent">
/// The trace context of its encoding; if nobody listens, the one that came with the frame.
/// </param>
/// <param name="Header">The header that came with the frame.</param>
/// <param name="Captured">When it was captured.</param>
/// <param name="Arrived">When it arrived here.</param>
/// <param name="Encoded">When its picture came out.</param>
internal sealed record SampledFrame(
    string TraceParent,
    FrameHeader Header,
    DateTimeOffset Captured,
    DateTimeOffset Arrived,
    DateTimeOffset Encoded
)
{
    /// <summary><see cref="TraceParent"/>, parsed.</summary>
    public ActivityContext Context => ActivityContext.Parse(TraceParent, null);

    /// <summary>
    /// The header of its part. Unknown times are left out. Times are microseconds since the Unix
    /// epoch; <c>clock</c> is the correction that was added to the camera's time, in microseconds.
    /// <code>
    /// {traceparent};seq=123;captured=…;published=…;received=…;forwarded=…;arrived=…;encoded=…;
    /// packaged=…;clock=…
    /// </code>
    /// It is one line.
    /// </summary>
    /// <param name="package">The trace context of its packaging.</param>
    /// <param name="packaged">When its part was published.</param>
    public string Describe(string package, DateTimeOffset packaged)
    {
        var clock = Captured - Header.Captured;
        var times = Header.Times;
        return string.Create(
                CultureInfo.InvariantCulture,
                $"{package};seq={Header.Sequence}{At("captured", Captured)}{At("published", times?.Published + clock)}"
            )
            + $"{At("received", times?.Received)}{At("forwarded", times?.Forwarded)}"
            + $"{At("arrived", Arrived)}{At("encoded", Encoded)}{At("packaged", packaged)}"
            + string.Create(CultureInfo.InvariantCulture, $";clock={clock.Ticks / TimeSpan.TicksPerMicrosecond}");
    }

    private static string At(string name, DateTimeOffset? time) =>
        time is { } known ? string.Create(CultureInfo.InvariantCulture, $";{name}={UnixMicroseconds.From(known)}") : "";
}
