using CamStream.Bench.Browser;

namespace CamStream.Bench.Latency;

/// <summary>A viewer's experience of one camera.</summary>
/// <param name="Name">The camera's, or the pipeline's.</param>
/// <param name="FirstPicture">Milliseconds from opening the page to its first picture.</param>
/// <param name="Shown">What was seen from then on, after warming up.</param>
/// <param name="Stalls">
/// How often the player waited for data or began anew meanwhile, as it says itself; null when it
/// does not.
/// </param>
/// <param name="Errors">
/// Errors of any kind that it reported meanwhile; null when it reports none.
/// </param>
internal sealed record Viewing(
    string Name,
    double FirstPicture,
    IReadOnlyList<ShownPicture> Shown,
    int? Stalls,
    int? Errors
)
{
    public Playback Playback { get; } = Playback.Of(Shown);
}
