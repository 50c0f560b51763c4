using CamStream.Bench.Browser;

namespace CamStream.Bench.Latency;

/// <summary>What a viewer saw of one camera.</summary>
/// <param name="Name">The name of the camera or the pipeline.</param>
/// <param name="FirstPicture">Milliseconds from opening the page to the first picture.</param>
/// <param name="Shown">The pictures after the warm-up.</param>
/// <param name="Stalls">
/// How often the player waited for data or restarted meanwhile, by its own count; null if it does
/// not count.
/// </param>
/// <param name="Errors">
/// The errors that the player reported meanwhile; null if it reports none at all.
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
