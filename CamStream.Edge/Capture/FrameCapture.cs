using CamStream.Frames;
using CamStream.Frames.Jpeg;

namespace CamStream.Edge.Capture;

/// <summary>
/// Where sources put their pictures: numbers them, and puts them into the ring. One source adds at
/// a time.
/// </summary>
internal sealed class FrameCapture(
    Agent agent,
    FrameRing ring,
    FrameCounts counts,
    EdgeTelemetry telemetry,
    TraceSampler sampler,
    TimeProvider time
)
{
    private long _lastFrame;
    private volatile object? _size;

    /// <summary>
    /// When the last frame was added, as a timestamp of the time provider; 0 before the first.
    /// </summary>
    public long LastFrameTimestamp => Interlocked.Read(ref _lastFrame);

    /// <summary>Width and height of the newest frame, in pixels; null before the first.</summary>
    public PictureSize? Size => (PictureSize?)_size;

    /// <summary>
    /// Called after each frame; true when its size is another than that of the frame before.
    /// </summary>
    public Action<bool>? Added { get; set; }

    /// <summary>Takes a picture: a whole JPEG, which is copied.</summary>
    /// <param name="jpeg">From SOI to EOI.</param>
    /// <param name="captured">
    /// When the picture was taken, by this machine's clock. Of a camera process that is the arrival
    /// of the JPEG's first byte: what comes closest to the shutter, as the camera does not say.
    /// </param>
    public void Add(ReadOnlySpan<byte> jpeg, DateTimeOffset captured)
    {
        var resized = JpegStructure.TryReadSize(jpeg, out var size) && Size != size;
        if (resized)
            _size = size;
        var sequence = counts.CountCaptured() - 1;
        ring.Frames.Add(Copy(jpeg, captured, sequence));
        Interlocked.Exchange(ref _lastFrame, time.GetTimestamp());
        Added?.Invoke(resized);
    }

    // A sampled frame is traced for the page too, which needs no exporter: then nobody listens to
    // spans, but the context travels.
    private Frame Copy(ReadOnlySpan<byte> jpeg, DateTimeOffset captured, long sequence)
    {
        if (!sampler.Take(captured))
            return Frame.Copy(agent.Camera, new FrameHeader(agent.Boot, sequence, captured), jpeg);
        using var capture = telemetry.StartCapture(captured, sequence, jpeg.Length);
        var trace = TraceParent.Of(capture, parent: null) ?? TraceParent.Random();
        return Frame.Copy(agent.Camera, new FrameHeader(agent.Boot, sequence, captured, trace), jpeg);
    }
}
