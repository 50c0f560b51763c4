using System.Diagnostics;
using CamStream.Frames;
using CamStream.Frames.Jpeg;

namespace CamStream.Edge.Capture;

/// <summary>Where sources put their pictures: numbers them, and puts them into the ring. One source adds at a time.</summary>
internal sealed class FrameCapture(
    Agent agent, FrameRing ring, FrameCounts counts, EdgeTelemetry telemetry, TraceSampler sampler, TimeProvider time)
{
    private long _lastFrame;
    private volatile object? _size;

    /// <summary>When the last frame was added, as a timestamp of the time provider; 0 before the first.</summary>
    public long LastFrameTimestamp => Interlocked.Read(ref _lastFrame);

    /// <summary>Width and height of the newest frame, in pixels; null before the first.</summary>
    public (int Width, int Height)? Size => ((int, int)?)_size;

    /// <summary>Called after each frame; true when its size is another than that of the frame before.</summary>
    public Action<bool>? Added { get; set; }

    /// <summary>Takes a picture: a whole JPEG, which is copied.</summary>
    /// <param name="jpeg">From SOI to EOI.</param>
    /// <param name="captured">
    /// When the picture was taken, by this machine's clock. Of a camera process that is the arrival of the JPEG's first byte: what comes closest
    /// to the shutter, as the camera does not say.
    /// </param>
    public void Add(ReadOnlySpan<byte> jpeg, DateTimeOffset captured)
    {
        var sequence = counts.CountCaptured() - 1;
        telemetry.FrameCaptured();
        using (var capture = StartSpan(captured, sequence))
        {
            var header = new FrameHeader(agent.Boot, sequence, captured, capture is { Recorded: true } ? capture.Id : null);
            ring.Frames.Add(Frame.Copy(agent.Camera, header, jpeg));
        }
        var resized = JpegStructure.TryRead(jpeg, out var info, out _) && Size != (info.Width, info.Height);
        if (resized) _size = (info.Width, info.Height);
        Interlocked.Exchange(ref _lastFrame, time.GetTimestamp());
        Added?.Invoke(resized);
    }

    private Activity? StartSpan(DateTimeOffset captured, long sequence)
    {
        if (!EdgeTelemetry.Source.HasListeners() || !sampler.Take(captured)) return null;
        var span = EdgeTelemetry.Source.StartActivity("capture", ActivityKind.Internal, default(ActivityContext), startTime: captured);
        return span?.SetTag("camera", agent.Camera.Value).SetTag("camstream.frame.sequence", sequence);
    }
}
