using System.Text.Json.Serialization;

namespace CamStream.Gateway.Latency;

/// <summary>What a page reports, every other second, about a camera that it shows.</summary>
/// <param name="ClockOffsetMs">
/// The difference between the server's clock and the page's, in milliseconds (negative: the page's
/// is ahead).
/// </param>
/// <param name="RoundTripMs">
/// How long the page waited for the answer that the offset comes from, in milliseconds: the offset
/// may be wrong by half of it.
/// </param>
/// <param name="Stalls">How often playback stalled since the last report.</param>
/// <param name="Renders">The sampled frames shown since then.</param>
internal sealed record RenderReport(
    double ClockOffsetMs,
    double RoundTripMs,
    int Stalls,
    IReadOnlyList<RenderReport.Render> Renders
)
{
    // As many as a page keeps, and far more than are sampled between two reports.
    private const int MaxRenders = 150;

    // A page reports every few seconds: it cannot have more, and metrics would show them for long.
    private const int MaxStalls = 1_000;

    // The difference between the first date and the last.
    private static readonly double _maxOffsetMs = (DateTimeOffset.MaxValue - DateTimeOffset.MinValue).TotalMilliseconds;

    /// <summary>What is wrong with the report; null when nothing is.</summary>
    public string? Problem() =>
        this switch
        {
            _ when !(Math.Abs(ClockOffsetMs) < _maxOffsetMs) =>
                $"clockOffsetMs is {ClockOffsetMs}: it must be the difference of two clocks in milliseconds.",
            _ when !(RoundTripMs >= 0 && RoundTripMs < _maxOffsetMs) =>
                $"roundTripMs is {RoundTripMs}: it must be a duration in milliseconds, 0 or more.",
            { Stalls: < 0 or > MaxStalls } => $"stalls is {Stalls}: 0 to {MaxStalls} are allowed.",
            { Renders.Count: > MaxRenders } => $"renders has {Renders.Count} items: {MaxRenders} are allowed.",
            _ when Renders.Any(render => render is null) => "renders has a null: only objects are allowed.",
            _ => null,
        };

    /// <summary>A sampled frame on screen.</summary>
    /// <param name="TraceParent">The <c>traceparent</c> in the playlist.</param>
    /// <param name="Shown">
    /// When it was shown, by the server's clock as the page knows it: milliseconds since the Unix
    /// epoch.
    /// </param>
    internal sealed record Render([property: JsonPropertyName("traceparent")] string TraceParent, double Shown)
    {
        private static readonly double _earliestMs = (
            DateTimeOffset.MinValue - DateTimeOffset.UnixEpoch
        ).TotalMilliseconds;
        private static readonly double _latestMs = (
            DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch
        ).TotalMilliseconds;

        /// <summary><see cref="Shown"/> as a time; null when there is no such date.</summary>
        public DateTimeOffset? ShownAt() =>
            Shown > _earliestMs && Shown < _latestMs
                ? DateTimeOffset.UnixEpoch + TimeSpan.FromMilliseconds(Shown)
                : null;
    }
}
