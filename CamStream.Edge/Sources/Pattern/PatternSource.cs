using CamStream.Edge.Capture;
using CamStream.Frames;
using CamStream.TestPattern;

namespace CamStream.Edge.Sources.Pattern;

/// <summary>A simulated camera that draws a moving test picture.</summary>
internal sealed class PatternSource(CameraId camera, double? phase, TimeProvider time) : ICameraSource
{
    public string Kind => "pattern";

    public CameraSettings InForce(CameraSettings wanted) => wanted with { Rotation = 0 };

    public async Task RunAsync(CameraSettings settings, FrameCapture capture, CancellationToken cancellation)
    {
        var picture = new TestPicture(camera, settings.Width!.Value, settings.Height!.Value, settings.Quality!.Value);
        var pacer = new Pacer(settings.Fps!.Value, time, phase);
        while (true)
        {
            await pacer.NextAsync(cancellation);
            var captured = time.GetUtcNow();
            capture.Add(picture.Render(captured), captured);
        }
    }
}
