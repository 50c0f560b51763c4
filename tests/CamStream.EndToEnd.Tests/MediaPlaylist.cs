using System.Globalization;

namespace CamStream.EndToEnd;

/// <summary>
/// What the tests want to know of a media playlist: its init section, its whole segments with
/// media, and the parts of each that are listed.
/// </summary>
internal sealed record MediaPlaylist(string Init, IReadOnlyList<MediaPlaylist.Segment> Segments)
{
    public static MediaPlaylist Read(string text)
    {
        var init = "";
        var segments = new List<Segment>();
        var parts = new List<string>();
        var gap = false;
        var duration = 0.0;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.StartsWith("#EXT-X-MAP:", StringComparison.Ordinal))
                init = Quoted(line);
            else if (line.StartsWith("#EXT-X-PART:", StringComparison.Ordinal))
                parts.Add(Quoted(line));
            else if (line == "#EXT-X-GAP")
                gap = true;
            else if (line.StartsWith("#EXTINF:", StringComparison.Ordinal))
                duration = double.Parse(
                    line[8..line.IndexOf(',', StringComparison.Ordinal)],
                    CultureInfo.InvariantCulture
                );
            else if (!line.StartsWith('#'))
            {
                if (!gap)
                    segments.Add(new Segment(line, duration, [.. parts]));
                parts.Clear();
                gap = false;
            }
        }
        return new MediaPlaylist(init, segments);
    }

    private static string Quoted(string line)
    {
        var start = line.IndexOf("URI=\"", StringComparison.Ordinal) + 5;
        return line[start..line.IndexOf('"', start)];
    }

    internal sealed record Segment(string Uri, double Seconds, IReadOnlyList<string> Parts);
}
