using CamStream.Frames;

namespace CamStream.Encoder.Timeline;

/// <summary>
/// When each frame of one camera is shown. Capture times in, steps out; no I/O, and no time but what is passed in. All times are ticks of 90 kHz since
/// the Unix epoch. One part is open at a time; parts close in order, each with a picture at its start, so that part and segment are always whole:
/// <list type="bullet">
/// <item>The first picture in a part is moved to its start, and further ones by as much; where that is later than they were captured, by <see cref="Grace"/> at
/// most. None is closer than <see cref="MinimumGap"/> to its neighbours.</item>
/// <item>A part closes as soon as no further frame is expected in it (<see cref="FrameInterval"/>), or a frame of a later part comes, or at its <see cref="Deadline"/>.</item>
/// <item>A frame that is newer than what is shown but belongs to a closed part is moved to the open one; a frame that is not newer is late.</item>
/// <item>A part without a frame repeats the last picture, until the segment ends in which the repeat time does; then the timeline rests.</item>
/// <item>A session starts with its first frame, shown from the start of the segment it was captured in, or from where an interrupted session broke off. The very
/// first one may start some time earlier: who played the camera from an encoder that is lost then finds what that one owed, and no gap. The part that the frame was
/// captured in has a keyframe: until there nothing moves, so whoever has pictures of another encoder goes on without a flaw.</item>
/// <item>Pictures of another size wait for the next segment; before it they are dropped.</item>
/// </list>
/// A sequence that goes back within a boot is no reason to refuse: time decides. Not thread-safe.
/// </summary>
internal sealed class CameraTimeline(MediaGrid grid, TimeSpan repeat, TimeSpan before)
{
    /// <summary>
    /// The least distance of two pictures: 5 ms. The H.264 encoder counts milliseconds, and never
    /// the same twice.
    /// </summary>
    public const long MinimumGap = 5 * MediaGrid.Timescale90k / 1_000;

    private readonly long _repeat = repeat.Ticks * MediaGrid.Timescale90k / TimeSpan.TicksPerSecond;
    private readonly long _before = before.Ticks * MediaGrid.Timescale90k / TimeSpan.TicksPerSecond;
    private readonly RecentFrames _recent = new();
    private readonly FrameInterval _interval = new();
    private readonly TransitAllowance _allowance = new();

    private long? _open; // start of the open part; null at rest
    private bool _hasPicture; // in the open part
    private long _moved; // how much earlier than captured the open part's pictures are shown
    private long _shown; // presentation of the last picture
    private long _captured; // capture time of the last frame shown
    private long _free; // at rest: start of the first part not published yet
    private long? _brokeOff; // at rest, and the session before was cut short here
    private long? _ending; // pictures have another size: the session ends here
    private (int Width, int Height) _size;

    /// <summary>
    /// When <see cref="Tick"/> has something to do; null at rest. The end of the open part, and
    /// some more if a frame is expected in it.
    /// </summary>
    public long? Deadline => _open + grid.PartTicks + (IsFrameExpected ? _allowance.Ticks : 0);

    /// <summary>The frame interval of the camera in ticks; null before its second frame.</summary>
    public long? Interval => _interval.Ticks;

    /// <summary>Takes a frame.</summary>
    /// <param name="frame">Its times.</param>
    /// <param name="steps">What to do is added here, in order.</param>
    /// <returns>Null when the frame is shown, else the <see cref="DropReason"/>.</returns>
    public string? Accept(in FrameArrival frame, ICollection<TimelineStep> steps)
    {
        if (!_recent.Add(frame.Boot, frame.Sequence))
            return DropReason.Duplicate;
        // Nothing is captured after it arrived; one part is left to clocks that differ. More would
        // run the stream ahead of time.
        var captured = Math.Min(frame.Captured, frame.Arrived + grid.PartTicks);
        _allowance.Add(frame.Arrived - captured, frame.Arrived);
        if (captured <= _captured)
            return DropReason.Late;
        _interval.Add(captured);
        var size = (frame.Width, frame.Height);
        if (_open is { } open && !MayShow(size, captured, open, steps))
            return DropReason.SizeChange;
        while (_open < grid.PartStart(captured))
            Close(steps);
        if (_open is null)
            Start(captured, size, steps);
        else if (!TryPlace(captured, steps))
            return DropReason.Late;
        if (!IsFrameExpected)
            Close(steps);
        return null;
    }

    /// <summary>Closes the parts whose <see cref="Deadline"/> has come.</summary>
    public void Tick(long now, ICollection<TimelineStep> steps)
    {
        while (now >= Deadline)
            Close(steps);
    }

    /// <summary>
    /// The session broke off (the H.264 encoder ended): the next frame starts another, from the
    /// first part that was not published.
    /// </summary>
    public void BreakOff(long firstUnpublished)
    {
        (_open, _ending) = (null, null);
        (_free, _brokeOff) = (firstUnpublished, firstUnpublished);
    }

    // Nearly at a part's end counts as behind it: such a frame is moved by less than is gained for
    // all others.
    private long Grace => Math.Min(_interval.Ticks ?? 0, grid.PartTicks) / 4;

    // By the interval, the next frame is captured before the open part ends. An overdue frame is
    // still expected; before the interval is known, any time.
    private bool IsFrameExpected =>
        _open is { } open
        && _ending is null
        && (_interval.Ticks is not { } interval || _captured + interval < open + grid.PartTicks - Grace);

    // A segment has pictures of one size: another one ends the session with the segment.
    private bool MayShow((int, int) size, long captured, long open, ICollection<TimelineStep> steps)
    {
        if (size == _size)
        {
            _ending = null;
            return true;
        }
        _ending = IsSegmentStart(open) && !_hasPicture ? open : grid.StartOf(grid.MsnAt(open) + 1);
        if (captured < _ending && open != _ending)
            return false;
        while (_open is not null && _open != _ending)
            Close(steps);
        if (_open is not null)
            End(steps, brokeOff: _open);
        return true;
    }

    private void Start(long captured, (int, int) size, ICollection<TimelineStep> steps)
    {
        var from = _free == 0 ? captured - _before : captured;
        var start =
            _brokeOff is { } at && captured - at <= _repeat ? at : Math.Max(_free, grid.StartOf(grid.MsnAt(from)));
        steps.Add(new TimelineStep(TimelineAction.StartSession, grid.StartOf(grid.MsnAt(start))));
        (_open, _hasPicture, _size, _brokeOff) = (start, false, size, null);
        Show(TimelineAction.ShowFrame, start, steps, key: true);
        _captured = captured;
        while (_open < grid.PartStart(captured))
            Close(steps);
        if (!_hasPicture)
            Show(TimelineAction.ShowLast, _open.Value, steps, key: true);
        Move(captured);
    }

    // The open part's first picture was captured then.
    private void Move(long captured) => _moved = Math.Max(captured - _open!.Value, -Grace);

    private bool Restart(long captured, ICollection<TimelineStep> steps)
    {
        Start(captured, _size, steps);
        return true;
    }

    private bool TryPlace(long captured, ICollection<TimelineStep> steps)
    {
        var open = _open!.Value;
        var time = _hasPicture
            ? Math.Min(Math.Max(captured - _moved, _shown + MinimumGap), open + grid.PartTicks - MinimumGap)
            : open;
        if (_hasPicture && time < _shown + MinimumGap)
        {
            if (captured < open)
                return false; // of an older part, and no room in this one
            Close(steps);
            if (_open is null)
                return Restart(captured, steps);
            time = _open.Value;
        }
        if (!_hasPicture)
            Move(captured);
        Show(TimelineAction.ShowFrame, time, steps);
        _captured = captured;
        return true;
    }

    private void Show(TimelineAction action, long time, ICollection<TimelineStep> steps, bool key = false)
    {
        steps.Add(new TimelineStep(action, time, key || IsSegmentStart(time)));
        (_shown, _hasPicture) = (time, true);
    }

    private void Close(ICollection<TimelineStep> steps)
    {
        var part = _open!.Value;
        if (!_hasPicture)
            Show(TimelineAction.ShowLast, part, steps);
        steps.Add(new TimelineStep(TimelineAction.PublishPart, part));
        (_open, _hasPicture) = (part + grid.PartTicks, false);
        if (_open == _ending)
            End(steps, brokeOff: _open);
        else if (IsSegmentStart(_open.Value) && _open - _captured >= _repeat)
            End(steps, brokeOff: null);
    }

    private void End(ICollection<TimelineStep> steps, long? brokeOff)
    {
        steps.Add(new TimelineStep(TimelineAction.Rest, _open!.Value));
        (_free, _brokeOff) = (_open.Value, brokeOff);
        (_open, _ending) = (null, null);
    }

    private bool IsSegmentStart(long time) => time % grid.SegmentTicks == 0;
}
