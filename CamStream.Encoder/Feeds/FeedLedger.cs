using CamStream.Frames;

namespace CamStream.Encoder.Feeds;

/// <summary>
/// Which of a camera's frames that were written to this encoder never came: holes in the numbers
/// that the writer gives them (<see cref="FeedPlace"/>). A hole may still be filled while the feed
/// before is open, whose end lies in the socket; so holes are found when no other feed is. Of a run
/// that begins in the middle nothing is known but what follows. Pure; not thread-safe.
/// </summary>
internal sealed class FeedLedger
{
    /// <summary>The largest hole that is believed: sockets hold less.</summary>
    public const int LargestHole = 10_000;

    private readonly HashSet<long> _missing = [];
    private string? _run;
    private long _last;

    /// <summary>Takes a frame's number.</summary>
    /// <param name="place">The number.</param>
    /// <param name="alone">No other feed of the camera is open.</param>
    /// <returns>How many frames are found lost.</returns>
    public int Take(FeedPlace place, bool alone)
    {
        var lost = place.Run == _run ? 0 : Begin(place);
        if (place.Number <= _last)
            _missing.Remove(place.Number);
        else
            Advance(place.Number, taken: true);
        return alone ? lost + Settle() : lost;
    }

    /// <summary>
    /// The writer has written up to <paramref name="last"/>, and no feed of the camera is open any
    /// more.
    /// </summary>
    /// <returns>How many frames are found lost.</returns>
    public int Settle(FeedPlace last)
    {
        if (last.Run != _run)
            return 0; // it was another process that took them
        if (last.Number > _last)
            Advance(last.Number, taken: false);
        return Settle();
    }

    /// <summary>No feed is open that could fill a hole.</summary>
    /// <returns>How many frames are found lost.</returns>
    public int Settle()
    {
        var lost = _missing.Count;
        _missing.Clear();
        return lost;
    }

    private int Begin(FeedPlace first)
    {
        var lost = Settle();
        (_run, _last) = (first.Run, first.Number);
        return lost;
    }

    private void Advance(long number, bool taken)
    {
        if (number - _last + _missing.Count <= LargestHole)
        {
            for (var missing = _last + 1; missing < number; missing++)
                _missing.Add(missing);
            if (!taken)
                _missing.Add(number);
        }
        _last = number;
    }
}
