using CamStream.Frames;

namespace CamStream.Encoder.Cameras;

/// <summary>
/// Finds the frames of one camera that were written to this encoder and never arrived: holes in the
/// numbers that the writer gives them (<see cref="FeedPlace"/>). While an older feed is still open,
/// its end may still be in the socket and fill a hole. So a hole is a loss only when no other feed
/// is open. What a run wrote before its first number here is unknown. Thread-safe.
/// </summary>
internal sealed class FeedLedger
{
    /// <summary>The largest hole that counts as a loss. Sockets hold fewer frames.</summary>
    public const int LargestHole = 10_000;

    private readonly Lock _lock = new();
    private readonly HashSet<long> _missing = [];
    private string? _run;
    private long _last;

    /// <summary>Takes the number of a part.</summary>
    /// <param name="place">The number.</param>
    /// <param name="alone">Whether no other feed of the camera is open.</param>
    /// <returns>How many frames are found lost.</returns>
    public int Take(FeedPlace place, bool alone)
    {
        lock (_lock)
        {
            var lost = place.Run == _run ? 0 : Begin(place);
            if (place.Number <= _last)
                _missing.Remove(place.Number);
            else
                Advance(place.Number, taken: true);
            return alone ? lost + Clear() : lost;
        }
    }

    /// <summary>
    /// Takes the last number that the writer wrote, when no feed of the camera is open any more.
    /// </summary>
    /// <returns>How many frames are found lost.</returns>
    public int Settle(FeedPlace last)
    {
        lock (_lock)
        {
            if (last.Run != _run)
                return 0; // another process took those frames
            if (last.Number > _last)
                Advance(last.Number, taken: false);
            return Clear();
        }
    }

    /// <summary>Settles the holes, when no feed is open that could fill them.</summary>
    /// <returns>How many frames are found lost.</returns>
    public int Settle()
    {
        lock (_lock)
            return Clear();
    }

    private int Clear()
    {
        var lost = _missing.Count;
        _missing.Clear();
        return lost;
    }

    private int Begin(FeedPlace first)
    {
        var lost = Clear();
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
