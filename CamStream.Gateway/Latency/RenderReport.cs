using System.Text.Json.Serialization;

namespace CamStream.Gateway.Latency;

/// <summary>What a page says, now and then, of a camera that it shows.</summary>
/// <param name="ClockOffsetMs">What it adds to its own clock to get ours, in milliseconds.</param>
/// <param name="RoundTripMs">
/// How long it waited for the answer that it knows this from, in milliseconds: twice what it may be
/// wrong by.
/// </param>
/// <param name="Stalls">How often playback has stalled since its last report.</param>
/// <param name="Renders">The sampled frames that it has shown since.</param>
internal sealed record RenderReport(
    double ClockOffsetMs,
    double RoundTripMs,
    int Stalls,
    IReadOnlyList<RenderReport.Render> Renders
)
{
    // What a page keeps for one, and far more frames than are sampled between two.
    private const int MaxRenders = 150;

    // A viewer reports every few seconds: more is nonsense, and would be seen in the metrics for
    // long.
    private const int MaxStalls = 1_000;

    // The difference of two dates that a clock can show.
    private static readonly double _maxOffsetMs = (DateTimeOffset.MaxValue - DateTimeOffset.MinValue).TotalMilliseconds;

    /// <summary>What is wrong with it; null when all is well.</summary>
    public string? Problem() =>
        this switch
        {
            _ when !(Math.Abs(ClockOffsetMs) < _maxOffsetMs) => "clockOffsetMs is no difference of two clocks.",
            _ when !(RoundTripMs >= 0 && RoundTripMs < _maxOffsetMs) => "roundTripMs is no duration.",
            { Stalls: < 0 or > MaxStalls } => $"stalls is {Stalls}: 0 to {MaxStalls} are allowed.",
            { Renders.Count: > MaxRenders } => $"renders has {Renders.Count}: {MaxRenders} are allowed.",
            _ when Renders.Any(render => render is null) => "renders has a null in it.",
            _ => null,
        };

    /// <summary>A sampled frame on screen.</summary>
    /// <param name="TraceParent">As the playlist names it.</param>
    /// <param name="Shown">
    /// When, by our clock as the page knows it: milliseconds since the Unix epoch.
    /// </param>
    internal sealed record Render([property: JsonPropertyName("traceparent")] string TraceParent, double Shown)
    {
        private static readonly double _earliestMs = (
            DateTimeOffset.MinValue - DateTimeOffset.UnixEpoch
        ).TotalMilliseconds;
        private static readonly double _latestMs = (
            DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch
        ).TotalMilliseconds;

        /// <summary><see cref="Shown"/>; null when it is no time at all.</summary>
        public DateTimeOffset? ShownAt() =>
            Shown > _earliestMs && Shown < _latestMs
                ? DateTimeOffset.UnixEpoch + TimeSpan.FromMilliseconds(Shown)
                : null;
    }
}
