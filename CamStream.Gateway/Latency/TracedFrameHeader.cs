using System.Diagnostics;
using System.Globalization;
using CamStream.Frames;

namespace CamStream.Gateway.Latency;

/// <summary>
/// The value of a header that an encoder sends beside a part or segment, one for each sampled frame in it:
/// <code>
/// X-CamStream-Frame: 00-{trace}-{span}-01;seq=123;captured=…;published=…;received=…;forwarded=…;arrived=…;encoded=…;packaged=…;clock=…
/// </code>
/// Times are decimal microseconds since the Unix epoch, unknown ones are left out; <c>clock</c> is in microseconds too, with its sign.
/// </summary>
internal static class TracedFrameHeader
{
    public const string Name = "X-CamStream-Frame";

    private const int MaxLength = 512;
    private const string ClockField = "clock";

    // What no frame is on its way for: every queue on it holds eight frames at most, and a broker
    // keeps a frame for two seconds.
    private static readonly TimeSpan _longestWay = TimeSpan.FromMinutes(1);

    // The clocks of two machines, or of a camera that is trusted.
    private static readonly TimeSpan _clockError = TimeSpan.FromSeconds(1);

    private static readonly long _maxClock = UnixMicroseconds.From(DateTimeOffset.MaxValue);

    // In the order of the way, with the stage that each ends.
    private static readonly (string Field, string? Stage)[] _times =
    [
        (FrameHeader.CapturedField, null),
        (FrameHeader.PublishedField, Stage.Camera),
        (FrameHeader.ReceivedField, Stage.Network),
        (FrameHeader.ForwardedField, Stage.Ingest),
        ("arrived", Stage.Feed),
        ("encoded", Stage.Encode),
        ("packaged", Stage.Package),
    ];

    /// <summary>The frame, or null when the value is malformed or cannot be true.</summary>
    /// <param name="value">The header's value.</param>
    /// <param name="now">Its part is not newer than this.</param>
    /// <param name="maxAge">Nor older than this before it.</param>
    public static TracedFrame? Parse(string value, DateTimeOffset now, TimeSpan maxAge)
    {
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

    // False where a field is malformed or one of ours comes twice; those of other names are for
    // others.
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
        return !times.Any(at => at - packaged > _clockError || packaged - at > _longestWay);
    }

    // Clocks of different machines differ by a little: nothing was before what led to it, and the
    // later it was, the nearer its clock is to ours.
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
