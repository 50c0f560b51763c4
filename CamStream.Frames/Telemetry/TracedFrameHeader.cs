using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace CamStream.Frames.Telemetry;

/// <summary>
/// The value of <see cref="MediaHeaders.SampledFrame"/>:
/// <code>
/// {traceparent};seq=123;captured=…;published=…;received=…;forwarded=…;
///     arrived=…;encoded=…;packaged=…;clock=…
/// </code>
/// <c>traceparent</c> is the span of the frame's packaging. Times are decimal microseconds since
/// the Unix epoch, by the server's clock; a time that is not known is left out. <c>clock</c> is
/// what was added to the camera's time, in microseconds, with its sign.
/// </summary>
public static class TracedFrameHeader
{
    private const int MaxLength = 512;
    private const string ClockField = "clock";

    // The largest difference between the clocks of two servers, or of a server and a trusted
    // camera.
    private static readonly TimeSpan _clockError = TimeSpan.FromSeconds(1);

    private static readonly long _maxClock = UnixMicroseconds.From(DateTimeOffset.MaxValue);

    // In the order of the way, each with the stage that it ends.
    private static readonly (string Field, string? Stage)[] _times =
    [
        (FrameHeader.CapturedField, null),
        (FrameHeader.PublishedField, FrameStage.Camera),
        (FrameHeader.ReceivedField, FrameStage.Network),
        (FrameHeader.ForwardedField, FrameStage.Ingest),
        ("arrived", FrameStage.Feed),
        ("encoded", FrameStage.Encode),
        ("packaged", FrameStage.Package),
    ];

    /// <summary>The header's value for a frame.</summary>
    /// <param name="package">The <c>traceparent</c> of the span of the frame's packaging.</param>
    /// <param name="sequence">The frame's number.</param>
    /// <param name="times">When the frame passed its stages.</param>
    /// <param name="clock">What was added to the camera's time to get the server's.</param>
    public static string Write(string package, long sequence, TracedFrameTimes times, TimeSpan clock)
    {
        var value = new StringBuilder(package, MaxLength).Append(
            CultureInfo.InvariantCulture,
            $";{FrameHeader.SequenceField}={sequence}"
        );
        ReadOnlySpan<DateTimeOffset?> ends =
        [
            times.Captured,
            times.Published,
            times.Received,
            times.Forwarded,
            times.Arrived,
            times.Encoded,
            times.Packaged,
        ];
        for (var i = 0; i < ends.Length; i++)
        {
            if (ends[i] is { } end)
                value.Append(CultureInfo.InvariantCulture, $";{_times[i].Field}={UnixMicroseconds.From(end)}");
        }
        return value
            .Append(CultureInfo.InvariantCulture, $";{ClockField}={clock.Ticks / TimeSpan.TicksPerMicrosecond}")
            .ToString();
    }

    /// <summary>The frame; null when the value is malformed or cannot be true.</summary>
    /// <param name="value">The header's value.</param>
    /// <param name="now">The time now: a part is not newer.</param>
    /// <param name="maxAge">How long ago the frame may have been packaged.</param>
    public static TracedFrame? Parse(string value, DateTimeOffset now, TimeSpan maxAge)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length > MaxLength)
            return null;
        var fields = value.Split(';', StringSplitOptions.TrimEntries);
        if (!TraceParent.TryParse(fields[0], out var package))
            return null;

        long? sequence = null,
            clock = null;
        var times = new DateTimeOffset?[_times.Length];
        foreach (var field in fields[1..])
        {
            if (!TryTake(field, ref sequence, ref clock, times))
                return null;
        }
        return sequence is { } number && IsPossible(times, now, maxAge)
            ? Create(package, number, times, clock ?? 0)
            : null;
    }

    // False when a field is malformed or comes twice. Fields of other names are ignored.
    private static bool TryTake(string field, ref long? sequence, ref long? clock, DateTimeOffset?[] times)
    {
        if (field.Split('=', 2, StringSplitOptions.TrimEntries) is not [var name, var text])
            return false;
        if (name == FrameHeader.SequenceField)
            return TrySet(text, NumberStyles.None, ref sequence);
        if (name == ClockField)
            return TrySet(text, NumberStyles.AllowLeadingSign, ref clock) && clock >= -_maxClock && clock <= _maxClock;
        var which = Array.FindIndex(_times, time => time.Field == name);
        if (which < 0)
            return true;
        if (times[which] is not null || !UnixMicroseconds.TryParse(text, out var at))
            return false;
        times[which] = at;
        return true;
    }

    private static bool TrySet(string text, NumberStyles style, ref long? number)
    {
        if (number is not null || !long.TryParse(text, style, CultureInfo.InvariantCulture, out var parsed))
            return false;
        number = parsed;
        return true;
    }

    private static bool IsPossible(DateTimeOffset?[] times, DateTimeOffset now, TimeSpan maxAge)
    {
        if (times[0] is null || times[^1] is not { } packaged)
            return false;
        if (packaged > now + _clockError || now - packaged > maxAge)
            return false;
        return !times.Any(at => at - packaged > _clockError || packaged - at > FrameTimes.LongestWay);
    }

    // The clocks of two machines differ a little. Where a stage seems to end after a later one, the
    // later one is right: its clock is nearer to ours.
    private static TracedFrame Create(ActivityContext package, long sequence, DateTimeOffset?[] times, long clock)
    {
        for (var (i, latest) = (times.Length - 1, DateTimeOffset.MaxValue); i >= 0; i--)
        {
            if (times[i] > latest)
                times[i] = latest;
            latest = times[i] ?? latest;
        }
        var stages = _times
            .Zip(times)
            .Where(time => time is { First.Stage: not null, Second: not null })
            .Select(time => new StageEnd(time.First.Stage!, time.Second.GetValueOrDefault()));
        return new TracedFrame(
            package,
            sequence,
            times[0].GetValueOrDefault(),
            [.. stages],
            TimeSpan.FromMicroseconds(clock)
        );
    }
}
