using System.Runtime.InteropServices;
using CamStream.Encoder.Hls;
using CamStream.Encoder.Mp4;
using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.Pipeline;

/// <summary>
/// Collects the pictures of a part. Ownership: a picture added belongs to this until
/// <see cref="Clear"/>.
/// </summary>
internal sealed class OpenPart(MediaGrid grid)
{
    private readonly List<PartPicture> _pictures = [];
    private Sample[] _samples = new Sample[4];

    /// <summary>The pictures so far, in order.</summary>
    public ReadOnlySpan<PartPicture> Pictures => CollectionsMarshal.AsSpan(_pictures);

    /// <summary>Where the part starts: where its first picture does; null before that.</summary>
    public long? Start => _pictures.Count > 0 ? _pictures[0].Time : null;

    /// <summary>Takes a picture over.</summary>
    public void Add(in PartPicture picture) => _pictures.Add(picture);

    /// <summary>
    /// The part as it is published: each picture lasts until the next one, the last until the part
    /// ends, so that the durations add up to the part's, always. The fragments of a stream are
    /// numbered by their place on the grid. Their times are whole milliseconds, rounded down, as
    /// the H.264 encoder counts too: browsers cut times and durations off to microseconds, each by
    /// itself, so that the buffer of any other one ends a microsecond before the segment does, and
    /// there hls.js may wait for a segment that it has.
    /// </summary>
    public MediaPart Build()
    {
        var start = Start ?? throw new InvalidOperationException("A part has a picture.");
        if (_samples.Length < _pictures.Count)
            _samples = new Sample[_pictures.Count * 2];
        for (var i = 0; i < _pictures.Count; i++)
        {
            var end = i + 1 < _pictures.Count ? _pictures[i + 1].Time : start + grid.PartTicks;
            var duration = MediaGrid.WholeMilliseconds(end) - MediaGrid.WholeMilliseconds(_pictures[i].Time);
            _samples[i] = new Sample(_pictures[i].Picture.AccessUnit, (uint)duration, _pictures[i].Picture.Keyframe);
        }
        var data = FragmentWriter.Write(
            (uint)(start / grid.PartTicks),
            MediaGrid.WholeMilliseconds(start),
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
