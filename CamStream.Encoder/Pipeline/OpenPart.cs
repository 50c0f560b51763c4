using System.Runtime.InteropServices;
using CamStream.Encoder.Hls;
using CamStream.Encoder.Mp4;
using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.Pipeline;

/// <summary>
/// Collects the pictures of a part. Ownership: it owns the pictures that are added, until
/// <see cref="Clear"/>.
/// </summary>
internal sealed class OpenPart(MediaGrid grid)
{
    private readonly List<PartPicture> _pictures = [];
    private Sample[] _samples = new Sample[4];

    /// <summary>The pictures so far, in order.</summary>
    public ReadOnlySpan<PartPicture> Pictures => CollectionsMarshal.AsSpan(_pictures);

    /// <summary>
    /// The start of the part, which is that of its first picture; null before it.
    /// </summary>
    public MediaTime? Start => _pictures.Count > 0 ? _pictures[0].Time : null;

    /// <summary>Takes a picture over.</summary>
    public void Add(in PartPicture picture) => _pictures.Add(picture);

    /// <summary>
    /// Builds the part. Each picture lasts until the next one, and the last until the part ends, so
    /// the durations always add up to the part's. The sequence number of a fragment is its place on
    /// the grid. Times are rounded down to whole milliseconds, in which the H.264 encoder counts
    /// too. A browser truncates each time and each duration to microseconds: with other times its
    /// buffer would end a microsecond before the segment, and hls.js might wait there for a segment
    /// that it has.
    /// </summary>
    /// <exception cref="InvalidOperationException">The part has no picture.</exception>
    public MediaPart Build()
    {
        var start = Start ?? throw new InvalidOperationException("A part needs a picture.");
        if (_samples.Length < _pictures.Count)
            _samples = new Sample[_pictures.Count * 2];
        for (var i = 0; i < _pictures.Count; i++)
        {
            var end = i + 1 < _pictures.Count ? _pictures[i + 1].Time : start + grid.PartDuration;
            var duration = end.WholeMilliseconds - _pictures[i].Time.WholeMilliseconds;
            _samples[i] = new Sample(_pictures[i].Picture.AccessUnit, duration, _pictures[i].Picture.Keyframe);
        }
        var data = FragmentWriter.Write(
            (uint)(start / grid.PartDuration),
            start.WholeMilliseconds,
            _samples.AsSpan(0, _pictures.Count)
        );
        return new MediaPart(grid.MsnAt(start), grid.PartAt(start), _pictures[0].Picture.Keyframe, data);
    }

    /// <summary>Disposes the pictures.</summary>
    public void Clear()
    {
        foreach (var picture in _pictures)
            picture.Picture.Dispose();
        _pictures.Clear();
        Array.Clear(_samples);
    }
}
