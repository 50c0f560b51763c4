using System.Globalization;

namespace CamStream.Encoder.Timeline;

/// <summary>
/// Feeds a timeline with arrivals, and calls it at its deadlines to the tick. It checks every step
/// against the rules.
/// </summary>
internal sealed class TimelineRun(MediaGrid grid, TimeSpan repeat, TimeSpan before = default)
{
    private readonly CameraTimeline _timeline = new(grid, repeat, before);
    private readonly List<TimelineStep> _steps = [];
    private MediaTime _now;
    private bool _resting = true;
    private MediaTime? _open,
        _lastShown;
    private int _framesShown;

    /// <summary>
    /// Published parts: start, time of publication, and times of the pictures (negative: a repeat).
    /// </summary>
    public List<(MediaTime Part, MediaTime At, List<MediaTime> Pictures)> Parts { get; } = [];

    /// <summary>Where sessions started, and where they rested.</summary>
    public List<MediaTime> Starts { get; } = [];

    public List<MediaTime> Rests { get; } = [];

    /// <summary>Keyframes within segments, except those at the start of sessions.</summary>
    public List<MediaTime> Joins { get; } = [];

    /// <summary>
    /// The outcome of each frame: null when it is shown, else why it was dropped.
    /// </summary>
    public List<string?> Outcomes { get; } = [];

    public CameraTimeline Timeline => _timeline;

    public string? Accept(FrameArrival frame)
    {
        TickTo(frame.Arrived);
        var before = _framesShown;
        var reason = _timeline.Accept(frame, _steps);
        Outcomes.Add(reason);
        Check();
        (_framesShown - before).ShouldBe(reason is null ? 1 : 0, "placed once, or dropped once");
        return reason;
    }

    public void Feed(IEnumerable<FrameArrival> frames)
    {
        foreach (var frame in frames)
            Accept(frame);
    }

    public void TickTo(MediaTime now)
    {
        while (_timeline.Deadline is { } deadline && deadline <= now)
        {
            _now = MediaTime.Max(_now, deadline);
            _timeline.Tick(_now, _steps);
            _steps.ShouldNotBeEmpty("a deadline has something to do");
            Check();
        }
        _now = MediaTime.Max(_now, now);
    }

    /// <summary>
    /// A line a part: "number of the part: offsets of pictures in ms, r for a repeat".
    /// </summary>
    public string Describe(MediaTime origin) =>
        string.Join(
            '\n',
            Parts.Select(p =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(p.Part - origin) / grid.PartDuration}: {Describe(p.Pictures, p.Part)}"
                )
            )
        );

    private static string Describe(IEnumerable<MediaTime> pictures, MediaTime part) =>
        string.Join(
            ' ',
            pictures.Select(t => $"{(t < MediaTime.Zero ? "r" : "")}{(MediaTime.Max(t, -t) - part).Milliseconds}")
        );

    private List<MediaTime> _pictures = [];

    private void Check()
    {
        MediaTime? lastKey = null;
        var joins = Joins.Count;
        foreach (var step in _steps)
        {
            var segmentStart = grid.IsSegmentStart(step.Time);
            switch (step.Action)
            {
                case TimelineAction.StartSession:
                    _resting.ShouldBeTrue();
                    segmentStart.ShouldBeTrue("a session's origin is a segment's start");
                    Starts.Add(step.Time);
                    (_resting, _open, _lastShown) = (false, null, null);
                    break;
                case TimelineAction.ShowFrame or TimelineAction.ShowLast:
                    _resting.ShouldBeFalse();
                    _open ??= FirstPart(step);
                    _pictures.Add(step.Action == TimelineAction.ShowLast ? -step.Time : step.Time);
                    if (_pictures.Count == 1)
                        step.Time.ShouldBe(_open.Value, "the first picture is at the part's start");
                    step.Time.ShouldBeLessThan(_open.Value + grid.PartDuration);
                    if (_lastShown is { } last)
                        step.Time.Milliseconds.ShouldBeGreaterThan(
                            last.Milliseconds + 1,
                            "a free millisecond between pictures"
                        );
                    if (segmentStart || _lastShown is null)
                        step.Key.ShouldBeTrue();
                    else if (step.Key)
                        Joins.Add(step.Time);
                    lastKey = step.Key ? step.Time : lastKey;
                    _lastShown = step.Time;
                    if (step.Action == TimelineAction.ShowFrame)
                        _framesShown++;
                    break;
                case TimelineAction.PublishPart:
                    step.Time.ShouldBe(_open.ShouldNotBeNull());
                    _pictures.ShouldNotBeEmpty("every part is whole");
                    if (Parts.Count > 0)
                        step.Time.ShouldBeGreaterThan(Parts[^1].Part);
                    Parts.Add((step.Time, _now, _pictures));
                    _pictures = [];
                    _open += grid.PartDuration;
                    break;
                case TimelineAction.Rest:
                    _resting.ShouldBeFalse();
                    segmentStart.ShouldBeTrue("a session ends with a segment");
                    step.Time.ShouldBe(_open.ShouldNotBeNull());
                    _pictures.ShouldBeEmpty();
                    Rests.Add(step.Time);
                    _resting = true;
                    break;
            }
        }
        // The time filled for a session's first frame ends with a keyframe. No other keyframe is
        // within a segment.
        if (_steps.Any(step => step.Action == TimelineAction.StartSession))
            lastKey.ShouldBe(
                _steps.Last(step => step.Action is TimelineAction.ShowFrame or TimelineAction.ShowLast).Time
            );
        else
            Joins.Count.ShouldBe(joins);
        _steps.Clear();
        if (_timeline.Deadline is { } deadline)
        {
            var open = _open.ShouldNotBeNull();
            deadline.ShouldBeInRange(
                open + grid.PartDuration,
                open + grid.PartDuration + TransitAllowance.Most,
                "published no later than the allowance behind its end"
            );
        }
    }

    private MediaTime FirstPart(TimelineStep step)
    {
        (step.Time % grid.PartDuration).ShouldBe(MediaTime.Zero);
        if (Parts.Count > 0)
            step.Time.ShouldBeGreaterThanOrEqualTo(Parts[^1].Part + grid.PartDuration, "no part twice");
        return step.Time;
    }
}
