using System.Globalization;

namespace CamStream.Frames.Multipart;

/// <summary>The headers of a part, collected line by line.</summary>
internal struct PartHeaders
{
    private const int ShownCharacters = 60;

    private FrameHeaderFields _fields;

    /// <summary>The fields of the frame.</summary>
    public readonly FrameHeaderFields Fields => _fields;

    /// <summary>The media type of the part; null when there is none.</summary>
    public string? ContentType { get; private set; }

    /// <summary>The length of the payload in bytes; null when there is none.</summary>
    public long? Length { get; private set; }

    /// <summary>Takes a line; only what is kept is copied out of it.</summary>
    /// <exception cref="InvalidDataException">The line is not a header.</exception>
    public void Add(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1)
            throw new InvalidDataException($"'{Shorten(line)}' where a part's header must be.");
        var name = line.AsSpan(0, colon).Trim();
        var value = line.AsSpan(colon + 1).Trim();
        if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            ContentType = value is MultipartFormat.JpegType ? MultipartFormat.JpegType : value.ToString();
        else if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            _fields.Add(name, value);
        else if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            Length = length;
        else
            throw new InvalidDataException(
                $"Content-Length '{Shorten(value.ToString())}': it must be a decimal number."
            );
    }

    /// <summary><paramref name="text"/>, cut off where it would fill a log.</summary>
    public static string Shorten(string text) => text.Length > ShownCharacters ? text[..ShownCharacters] + "…" : text;
}
