using System.Diagnostics.CodeAnalysis;

namespace CamStream.Frames;

/// <summary>
/// The name of a camera: a DNS label (RFC 1123 §2.1), <c>[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?</c>. It
/// is the MQTT user name, the topic level, the URL segment and the metric attribute: none of them
/// needs escaping.
/// </summary>
public readonly record struct CameraId
{
    /// <summary>The longest label, in characters.</summary>
    public const int MaxLength = 63;

    /// <summary>The rule in words, for messages: what is allowed.</summary>
    public const string Rule = "1 to 63 of a-z, 0-9 and '-', not starting or ending with '-'";

    private readonly string? _value;

    private CameraId(string value) => _value = value;

    /// <summary>The label itself.</summary>
    /// <exception cref="InvalidOperationException">
    /// The value is <c>default(CameraId)</c>.
    /// </exception>
    public string Value => _value ?? throw new InvalidOperationException("A default CameraId names no camera.");

    /// <summary>
    /// Reads a camera id; false when <paramref name="text"/> is not one.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out CameraId id)
    {
        id = default;
        if (text is null || !IsLabel(text))
            return false;
        id = new CameraId(text);
        return true;
    }

    /// <summary>The camera id in <paramref name="text"/>.</summary>
    /// <exception cref="FormatException">
    /// <paramref name="text"/> is not a camera id; the message is that of <see cref="Problem"/>.
    /// </exception>
    public static CameraId Parse(string? text) =>
        TryParse(text, out var id) ? id : throw new FormatException(Problem(text));

    /// <summary>
    /// Says that <paramref name="text"/> is not a camera id, and what is allowed; of a long text
    /// only the start is quoted.
    /// </summary>
    public static string Problem(string? text) => $"'{Shorten(text)}' is not a camera id: {Rule}.";

    /// <inheritdoc/>
    public override string ToString() => _value ?? "";

    private static bool IsLabel(string text)
    {
        if (text.Length is 0 or > MaxLength || text[0] == '-' || text[^1] == '-')
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
                return false;
        }
        return true;
    }

    private static string Shorten(string? text) =>
        text is { Length: > MaxLength } ? string.Concat(text.AsSpan(0, MaxLength), "…") : text ?? "";
}
