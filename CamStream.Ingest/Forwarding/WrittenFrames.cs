using System.Collections.Concurrent;
using CamStream.Frames;
using CamStream.Frames.Encoders;

namespace CamStream.Ingest.Forwarding;

/// <summary>
/// How many frames were written to each encoder. Frames go out with these numbers
/// (<see cref="FeedPlace"/>), and an encoder whose stream broke is told the last one, so that it
/// counts the frames that it never got. Bounded by cameras and encoders. Thread-safe.
/// </summary>
internal sealed class WrittenFrames
{
    private readonly string _run = Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<(EncoderAddress Encoder, CameraId Camera), long> _written = new();
    private readonly ConcurrentDictionary<(EncoderAddress Encoder, CameraId Camera), FeedPlace> _broken = new();

    /// <summary>The number for the next frame of a camera to an encoder.</summary>
    public FeedPlace Next(EncoderAddress encoder, CameraId camera) =>
        new(_run, _written.GetValueOrDefault((encoder, camera)) + 1);

    /// <summary>The frame with that number was written.</summary>
    public void Add(EncoderAddress encoder, CameraId camera, FeedPlace place) =>
        _written[(encoder, camera)] = place.Number;

    /// <summary>A stream broke: the encoder may not have got the last frames.</summary>
    public void Broken(EncoderAddress encoder, CameraId camera)
    {
        if (_written.TryGetValue((encoder, camera), out var last))
            _broken[(encoder, camera)] = new FeedPlace(_run, last);
    }

    /// <summary>The last frames of broken streams that an encoder is still to be told.</summary>
    public IReadOnlyList<(CameraId Camera, FeedPlace Last)> Unsettled(EncoderAddress encoder) =>
        _broken.IsEmpty
            ? []
            :
            [
                .. _broken
                    .Where(broken => broken.Key.Encoder == encoder)
                    .Select(broken => (broken.Key.Camera, broken.Value)),
            ];

    /// <summary>The encoder was told.</summary>
    public void Settled(EncoderAddress encoder, CameraId camera, FeedPlace last) =>
        _broken.TryRemove(KeyValuePair.Create((encoder, camera), last));
}
