using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CamStream.Encoder.Mp4;

namespace CamStream.Encoder.Hls;

/// <summary>
/// The names of media resources, relative to the playlist. Each resource has exactly one name, so a
/// cache holds it once.
/// </summary>
internal abstract record MediaName
{
    private MediaName() { }

    /// <summary><c>init-{hash}.mp4</c></summary>
    public sealed record OfInit(string Hash) : MediaName;

    /// <summary><c>{msn}.m4s</c></summary>
    public sealed record OfSegment(long Msn) : MediaName;

    /// <summary><c>{msn}.{part}.m4s</c></summary>
    public sealed record OfPart(PartPosition Position) : MediaName;

    /// <summary>The name of an init section.</summary>
    public static string Init(InitSection init) => $"init-{init.Hash}.mp4";

    /// <summary>The name of a segment.</summary>
    public static string Segment(long msn) => string.Create(CultureInfo.InvariantCulture, $"{msn}.m4s");

    /// <summary>The name of a part.</summary>
    public static string Part(PartPosition position) =>
        string.Create(CultureInfo.InvariantCulture, $"{position.Msn}.{position.Part}.m4s");

    /// <summary>
    /// Parses <paramref name="name"/>; false when it is not the name of a resource.
    /// </summary>
    public static bool TryParse(string name, [NotNullWhen(true)] out MediaName? resource)
    {
        resource = null;
        if (name.StartsWith("init-", StringComparison.Ordinal) && name.EndsWith(".mp4", StringComparison.Ordinal))
        {
            resource = new OfInit(name[5..^4]);
        }
        else if (name.EndsWith(".m4s", StringComparison.Ordinal))
        {
            var numbers = name.AsSpan(0, name.Length - 4);
            var dot = numbers.IndexOf('.');
            if (dot < 0 && TryParseNumber(numbers, out var msn))
                resource = new OfSegment(msn);
            else if (
                dot >= 0
                && TryParseNumber(numbers[..dot], out msn)
                && TryParseNumber(numbers[(dot + 1)..], out var part)
                && part <= int.MaxValue
            )
                resource = new OfPart(new(msn, (int)part));
        }
        return resource is not null;
    }

    private static bool TryParseNumber(ReadOnlySpan<char> text, out long number)
    {
        number = 0;
        return text is not ['0', _, ..]
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
