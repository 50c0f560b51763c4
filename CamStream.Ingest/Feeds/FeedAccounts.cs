using System.Collections.Concurrent;
using CamStream.Frames;
using CamStream.Frames.Encoders;

namespace CamStream.Ingest.Feeds;

/// <summary>
/// How many frames were written to whom: the numbers that they go out with
/// (<see cref="FeedPlace"/>), and which encoders are to be told of the last one, since a feed to
/// them broke. Bounded by cameras and encoders. Thread-safe.
/// </summary>
internal sealed class FeedAccounts
{
    private readonly string _run = Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<(EncoderAddress Encoder, CameraId Camera), long> _written = new();
    private readonly ConcurrentDictionary<(EncoderAddress Encoder, CameraId Camera), FeedPlace> _broken = new();

    /// <summary>The number for the next frame.</summary>
    public FeedPlace Next(EncoderAddress encoder, CameraId camera) =>
        new(_run, _written.GetValueOrDefault((encoder, camera)) + 1);

    /// <summary>It was written.</summary>
    public void Written(EncoderAddress encoder, CameraId camera, FeedPlace place) =>
        _written[(encoder, camera)] = place.Number;

    /// <summary>A feed broke: what was written last may not have come.</summary>
    public void Broken(EncoderAddress encoder, CameraId camera)
    {
        if (_written.TryGetValue((encoder, camera), out var last))
            _broken[(encoder, camera)] = new FeedPlace(_run, last);
    }

    /// <summary>What an encoder is to be told.</summary>
    public IReadOnlyList<(CameraId Camera, FeedPlace Last)> Unsettled(EncoderAddress encoder) =>
        _broken.IsEmpty
            ? []
            :
            [
                .. _broken
                    .Where(broken => broken.Key.Encoder == encoder)
                    .Select(broken => (broken.Key.Camera, broken.Value)),
            ];

    /// <summary>It was told.</summary>
    public void Settled(EncoderAddress encoder, CameraId camera, FeedPlace last) =>
        _broken.TryRemove(KeyValuePair.Create((encoder, camera), last));
}
