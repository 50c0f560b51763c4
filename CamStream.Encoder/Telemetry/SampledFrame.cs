using System.Diagnostics;
using CamStream.Frames;
using CamStream.Frames.Telemetry;

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

    /// <summary>The header beside its part.</summary>
    /// <param name="package">The span of its packaging.</param>
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
