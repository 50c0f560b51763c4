using CamStream.Frames;

namespace CamStream.Encoder.Timeline;

/// <summary>
/// Decides when each frame of one camera is shown: capture times in, steps out. No I/O, and no time
/// but the arguments. Not thread-safe.
/// <para>
/// One part is open at a time. Parts close in order, each with a picture at its start, so parts and
/// segments are always whole:
/// </para>
/// <list type="bullet">
/// <item>
/// The first picture of a part moves to the part's start, and the others by as much. Where that is
/// later than their capture, they move by <see cref="Grace"/> at most. Two pictures are never
/// closer than <see cref="MinimumGap"/>.
/// </item>
/// <item>
/// A part closes as soon as no further frame is expected in it (<see cref="FrameInterval"/>), when
/// a frame of a later part comes, or at its <see cref="Deadline"/>.
/// </item>
/// <item>
/// A frame that is newer than the last one shown, but belongs to a closed part, moves to the open
/// part. A frame that is not newer is late.
/// </item>
/// <item>
/// A part without a frame repeats the last picture. When the repeat time is over, the timeline
/// rests from the next segment on.
/// </item>
/// <item>
/// A session starts with its first frame, shown from the start of the segment in which it was
/// captured, or from where the session before broke off. The first session may start some time
/// earlier: a player that comes from a lost encoder then finds no gap. The part in which the frame
/// was captured has a keyframe. Until there the picture stands still, so a player that has pictures
/// of another encoder continues without a fault.
/// </item>
/// <item>Pictures of another size wait for the next segment; before it they are dropped.</item>
/// </list>
/// A sequence number may go back within a boot: only time decides.
/// </summary>
internal sealed class CameraTimeline(MediaGrid grid, TimeSpan repeat, TimeSpan before)
{
    private readonly MediaTime _repeat = MediaTime.FromTimeSpan(repeat);
    private readonly MediaTime _before = MediaTime.FromTimeSpan(before);
    private readonly RecentFrames _recent = new();
    private readonly FrameInterval _interval = new();
    private readonly TransitAllowance _allowance = new();

    private MediaTime? _open; // start of the open part; null at rest
    private bool _hasPicture; // the open part has a picture
    private MediaTime _moved; // how much earlier than captured the open part's pictures are shown
    private MediaTime _shown; // when the last picture is shown
    private MediaTime _captured; // when the last frame shown was captured
    private MediaTime _free; // at rest: start of the first part not published
    private MediaTime? _brokeOff; // at rest: where the session before broke off
    private MediaTime? _ending; // pictures have another size: the session ends here
    private (int Width, int Height) _size;

    /// <summary>
    /// The least distance of two pictures: 5 ms. The H.264 encoder counts whole milliseconds and
    /// takes none twice.
    /// </summary>
    public static MediaTime MinimumGap => MediaTime.FromMilliseconds(5);

    /// <summary>
    /// When to call <see cref="Tick"/>; null at rest. It is the end of the open part, or later
    /// while a frame is expected in it.
    /// </summary>
    public MediaTime? Deadline => _open + grid.PartDuration + (IsFrameExpected ? _allowance.Value : MediaTime.Zero);

    /// <summary>The frame interval of the camera; null before its second frame.</summary>
    public MediaTime? Interval => _interval.Value;

    /// <summary>Takes a frame.</summary>
    /// <param name="frame">Its times.</param>
    /// <param name="steps">Receives the steps to carry out, in order.</param>
    /// <returns>Null when the frame is shown, else a <see cref="DropReason"/>.</returns>
    public string? Accept(in FrameArrival frame, ICollection<TimelineStep> steps)
    {
        if (!_recent.Add(frame.Boot, frame.Sequence))
            return DropReason.Duplicate;
        // A frame is captured before it arrives. Clocks may differ by a part; more would run the
        // stream ahead of time.
        var captured = MediaTime.Min(frame.Captured, frame.Arrived + grid.PartDuration);
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
    public void Tick(MediaTime now, ICollection<TimelineStep> steps)
    {
        while (now >= Deadline)
            Close(steps);
    }

    /// <summary>
    /// The session broke off because the H.264 encoder ended. The next frame starts another one,
    /// from the first part that was not published.
    /// </summary>
    public void BreakOff(MediaTime firstUnpublished)
    {
        (_open, _ending) = (null, null);
        (_free, _brokeOff) = (firstUnpublished, firstUnpublished);
    }

    // A frame captured this shortly before a part's end belongs to the next part: it moves by less
    // than the others gain.
    private MediaTime Grace => MediaTime.Min(_interval.Value ?? MediaTime.Zero, grid.PartDuration) / 4;

    // Whether, by the interval, the next frame is captured before the open part ends. An overdue
    // frame is still expected. While the interval is unknown, a frame may come at any time.
    private bool IsFrameExpected =>
        _open is { } open
        && _ending is null
        && (_interval.Value is not { } interval || _captured + interval < open + grid.PartDuration - Grace);

    // All pictures of a segment have one size: another size ends the session with the segment.
    private bool MayShow((int, int) size, MediaTime captured, MediaTime open, ICollection<TimelineStep> steps)
    {
        if (size == _size)
        {
            _ending = null;
            return true;
        }
        _ending = grid.IsSegmentStart(open) && !_hasPicture ? open : grid.StartOf(grid.MsnAt(open) + 1);
        if (captured < _ending && open != _ending)
            return false;
        while (_open is not null && _open != _ending)
            Close(steps);
        if (_open is not null)
            End(steps, brokeOff: _open);
        return true;
    }

    private void Start(MediaTime captured, (int, int) size, ICollection<TimelineStep> steps)
    {
        var from = _free == MediaTime.Zero ? captured - _before : captured;
        var start =
            _brokeOff is { } at && captured - at <= _repeat ? at : MediaTime.Max(_free, grid.StartOf(grid.MsnAt(from)));
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

    // Takes the capture time of the open part's first picture.
    private void Move(MediaTime captured) => _moved = MediaTime.Max(captured - _open!.Value, -Grace);

    private bool Restart(MediaTime captured, ICollection<TimelineStep> steps)
    {
        Start(captured, _size, steps);
        return true;
    }

    private bool TryPlace(MediaTime captured, ICollection<TimelineStep> steps)
    {
        var open = _open!.Value;
        var time = _hasPicture
            ? MediaTime.Min(
                MediaTime.Max(captured - _moved, _shown + MinimumGap),
                open + grid.PartDuration - MinimumGap
            )
            : open;
        if (_hasPicture && time < _shown + MinimumGap)
        {
            if (captured < open)
                return false; // it belongs to an older part, and this one has no room
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

    private void Show(TimelineAction action, MediaTime time, ICollection<TimelineStep> steps, bool key = false)
    {
        steps.Add(new TimelineStep(action, time, key || grid.IsSegmentStart(time)));
        (_shown, _hasPicture) = (time, true);
    }

    private void Close(ICollection<TimelineStep> steps)
    {
        var part = _open!.Value;
        if (!_hasPicture)
            Show(TimelineAction.ShowLast, part, steps);
        steps.Add(new TimelineStep(TimelineAction.PublishPart, part));
        (_open, _hasPicture) = (part + grid.PartDuration, false);
        if (_open == _ending)
            End(steps, brokeOff: _open);
        else if (grid.IsSegmentStart(_open.Value) && _open - _captured >= _repeat)
            End(steps, brokeOff: null);
    }

    private void End(ICollection<TimelineStep> steps, MediaTime? brokeOff)
    {
        steps.Add(new TimelineStep(TimelineAction.Rest, _open!.Value));
        (_free, _brokeOff) = (_open.Value, brokeOff);
        (_open, _ending) = (null, null);
    }
}
