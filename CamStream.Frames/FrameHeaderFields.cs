using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CamStream.Frames.Jpeg;

namespace CamStream.Frames;

/// <summary>
/// Collects the fields of a <see cref="FrameHeader"/> one by one, from MQTT user properties or part
/// headers, and checks them when it has all. Fields with other names are ignored. Of a repeated
/// field the last one counts.
/// </summary>
public struct FrameHeaderFields
{
    /// <summary>The longest <c>boot</c>, in characters.</summary>
    public const int MaxBootLength = 64;

    private string? _boot;
    private string? _sequence;
    private string? _captured;
    private string? _traceParent;
    private string? _published;
    private string? _received;
    private string? _forwarded;
    private string? _dropped;
    private string? _size;
    private string? _correction;
    private string? _feed;
    private string? _copy;

    /// <summary>
    /// Whether no field of a header has come: a plain multipart source sends none.
    /// </summary>
    public readonly bool IsEmpty => (_boot ?? _sequence ?? _captured ?? _traceParent) is null;

    /// <summary>
    /// The frame's number in its feed; null when there is none. A malformed one counts as none.
    /// </summary>
    public readonly FeedPlace? Place => FeedPlace.TryParse(_feed, out var place) ? place : null;

    /// <summary><see cref="Frame.IsCopy"/>.</summary>
    public readonly bool IsCopy => _copy is not null;

    /// <summary>
    /// Takes a field. Names are compared without case, as in HTTP (RFC 9110 §5.1).
    /// </summary>
    public void Add(string name, string value) => Add(name, value, value);

    /// <summary>Takes a field; its value is copied only when the name is known.</summary>
    public void Add(ReadOnlySpan<char> name, ReadOnlySpan<char> value) => Add(name, value, text: null);

    /// <summary>
    /// The header, or what is wrong with its fields. A malformed <c>traceparent</c> costs only the
    /// trace, and a time that is malformed or impossible costs only that time.
    /// </summary>
    public readonly bool TryBuild(out FrameHeader header, [NotNullWhen(false)] out string? problem)
    {
        header = default;
        problem = null;
        if (_boot is not { Length: > 0 and <= MaxBootLength } || !IsToken(_boot))
        {
            problem = Wrong(FrameHeader.BootField, _boot, "1 to 64 of A-Z, a-z, 0-9, '.', '_', '-'");
        }
        else if (!TryNumber(_sequence, out var sequence))
        {
            problem = Wrong(FrameHeader.SequenceField, _sequence, "a decimal number, 0 or more");
        }
        else if (!UnixMicroseconds.TryParse(_captured, out var captured))
        {
            problem = Wrong(FrameHeader.CapturedField, _captured, "decimal microseconds since the Unix epoch");
        }
        else
        {
            _ = TryNumber(_dropped, out var dropped);
            header = TraceParent.TryParse(_traceParent, out _)
                ? new FrameHeader(_boot, sequence, captured, _traceParent, Times(captured), dropped)
                : new FrameHeader(_boot, sequence, captured, Dropped: dropped)
                {
                    HadMalformedTrace = _traceParent is not null,
                };
        }
        return problem is null;
    }

    /// <summary>
    /// What Ingest has found out about the frame; null unless both fields have come. Call it for
    /// parts of a feed only: a camera does not judge its own messages.
    /// </summary>
    /// <param name="captured">The frame's capture time by the camera's clock.</param>
    /// <param name="picture"><see cref="Frame.Picture"/>.</param>
    /// <param name="correction"><see cref="Frame.Correction"/>.</param>
    /// <param name="problem">What is wrong with one of the fields, in words.</param>
    /// <returns>False when a field is malformed or impossible.</returns>
    public readonly bool TryJudgement(
        DateTimeOffset captured,
        out PictureSize? picture,
        out TimeSpan? correction,
        [NotNullWhen(false)] out string? problem
    )
    {
        (picture, correction, problem) = (null, null, null);
        var (size, shift) = (default(PictureSize), TimeSpan.Zero);
        if (_size is not null && !PictureSize.TryParse(_size, out size))
        {
            problem = Wrong(
                FrameHeader.SizeField,
                _size,
                $"width x height in pixels like 640x480, each {JpegStructure.MinSide} to {JpegStructure.MaxSide}"
            );
        }
        else if (_correction is not null && !UnixMicroseconds.TryParseShift(_correction, captured, out shift))
        {
            problem = Wrong(
                FrameHeader.CorrectionField,
                _correction,
                "decimal microseconds that, added to captured, give a time of 1970 or later"
            );
        }
        else if (_size is not null && _correction is not null)
        {
            (picture, correction) = (size, shift);
        }
        return problem is null;
    }

    private void Add(ReadOnlySpan<char> name, ReadOnlySpan<char> value, string? text)
    {
        if (Is(name, FrameHeader.BootField))
            _boot = text ?? value.ToString();
        else if (Is(name, FrameHeader.SequenceField))
            _sequence = text ?? value.ToString();
        else if (Is(name, FrameHeader.CapturedField))
            _captured = text ?? value.ToString();
        else if (Is(name, FrameHeader.TraceParentField))
            _traceParent = text ?? value.ToString();
        else if (Is(name, FrameHeader.PublishedField))
            _published = text ?? value.ToString();
        else if (Is(name, FrameHeader.ReceivedField))
            _received = text ?? value.ToString();
        else if (Is(name, FrameHeader.ForwardedField))
            _forwarded = text ?? value.ToString();
        else if (Is(name, FrameHeader.DroppedField))
            _dropped = text ?? value.ToString();
        else if (Is(name, FrameHeader.SizeField))
            _size = text ?? value.ToString();
        else if (Is(name, FrameHeader.CorrectionField))
            _correction = text ?? value.ToString();
        else if (Is(name, FrameHeader.FeedField))
            _feed = text ?? value.ToString();
        else if (Is(name, FrameHeader.CopyField))
            _copy = text ?? value.ToString();
    }

    private readonly FrameTimes? Times(DateTimeOffset captured)
    {
        if ((_published ?? _received ?? _forwarded) is null)
            return null;
        var received = Time(_received, after: null);
        return new FrameTimes(Time(_published, after: captured), received, Time(_forwarded, after: received));
    }

    // A time by the same clock as the one before it is not earlier, and not much later.
    private static DateTimeOffset? Time(string? text, DateTimeOffset? after)
    {
        if (!UnixMicroseconds.TryParse(text, out var time))
            return null;
        return after is null || (time >= after && time - after <= FrameTimes.LongestWay) ? time : null;
    }

    private static bool Is(ReadOnlySpan<char> name, string field) =>
        name.Equals(field, StringComparison.OrdinalIgnoreCase);

    private static bool TryNumber(string? text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool IsToken(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
                return false;
        }
        return true;
    }

    private static string Wrong(string field, string? value, string allowed) =>
        value is null
            ? $"{field} is missing: it must be {allowed}."
            : $"{field} is '{Shorten(value)}': it must be {allowed}.";

    private static string Shorten(string value) => value.Length > MaxBootLength ? value[..MaxBootLength] + "…" : value;
}
