using CamStream.Frames;
using CamStream.Frames.Jpeg;

namespace CamStream.Edge.Capture;

/// <summary>
/// Takes the pictures of a source: numbers them and puts them into the ring. Only one source may
/// add at a time.
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
    /// When the last frame was added, as a timestamp of the time provider; 0 before the first
    /// frame.
    /// </summary>
    public long LastFrameTimestamp => Interlocked.Read(ref _lastFrame);

    /// <summary>
    /// Width and height of the newest frame, in pixels; null before the first frame.
    /// </summary>
    public PictureSize? Size => (PictureSize?)_size;

    /// <summary>
    /// Called after each frame; the argument is true if the frame's size differs from the one
    /// before.
    /// </summary>
    public Action<bool>? Added { get; set; }

    /// <summary>Captures a picture. The JPEG is copied.</summary>
    /// <param name="jpeg">A whole JPEG, from SOI to EOI.</param>
    /// <param name="captured">
    /// When the picture was taken, by this machine's clock. For a camera process this is the
    /// arrival of the JPEG's first byte: the camera does not report the shutter, and this comes
    /// closest.
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

    // The page shows the trace of a sampled frame even without an exporter. Nobody listens to spans
    // then, but the frame still carries the context.
    private Frame Copy(ReadOnlySpan<byte> jpeg, DateTimeOffset captured, long sequence)
    {
        if (!sampler.Take(captured))
            return Frame.Copy(agent.Camera, new FrameHeader(agent.Boot, sequence, captured), jpeg);
        using var capture = telemetry.StartCapture(captured, sequence, jpeg.Length);
        var trace = TraceParent.Of(capture, parent: null) ?? TraceParent.Random();
        return Frame.Copy(agent.Camera, new FrameHeader(agent.Boot, sequence, captured, trace), jpeg);
    }
}
