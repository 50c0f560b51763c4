using System.Text.RegularExpressions;

namespace CamStream.Deploy.Engine;

/// <summary>What is needed to decode a picture of a media playlist.</summary>
/// <param name="Init">The init section's name.</param>
/// <param name="Part">The newest part's that begins with a keyframe.</param>
internal sealed partial record Playlist(string Init, string Part)
{
    /// <summary>Null while there is no part.</summary>
    public static Playlist? Read(string text) =>
        InitUri().Match(text) is { Success: true } init && PartUri().Matches(text) is [.., var part]
            ? new Playlist(init.Groups[1].Value, part.Groups[1].Value)
            : null;

    [GeneratedRegex("#EXT-X-MAP:.*URI=\"([^\"]+)\"")]
    private static partial Regex InitUri();

    // With a keyframe: the others do not decode alone.
    [GeneratedRegex("#EXT-X-PART:(?=.*INDEPENDENT=YES).*URI=\"([^\"]+)\"")]
    private static partial Regex PartUri();
}
