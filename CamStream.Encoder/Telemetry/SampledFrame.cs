using System.Diagnostics;
using CamStream.Frames;
using CamStream.Frames.Telemetry;

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

    /// <summary>The value of the part's header for this frame.</summary>
    /// <param name="package">The trace context of its packaging.</param>
    /// <param name="packaged">When its part was published.</param>
    public string Describe(string package, DateTimeOffset packaged)
    {
        var clock = Captured - Header.Captured;
        var times = Header.Times;
        return TracedFrameHeader.Write(
            package,
            Header.Sequence,
            new TracedFrameTimes(
                Captured,
                times?.Published + clock,
                times?.Received,
                times?.Forwarded,
                Arrived,
                Encoded,
                packaged
            ),
            clock
        );
    }
}
