using CamStream.Edge.Capture;
using CamStream.Edge.Sources;
using CamStream.Frames;

namespace CamStream.Edge.Supervision;

/// <summary>A camera that delivers no picture and never stops.</summary>
internal sealed class HangingSource : ICameraSource
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Kind => "hanging";

    public Task StartedAsync() => _started.Task.WaitAsync(TestContext.Current.CancellationToken);

    public CameraSettings InForce(CameraSettings wanted) => wanted;

    public Task RunAsync(CameraSettings settings, FrameCapture capture, CancellationToken cancellation)
    {
        _started.TrySetResult();
        return new TaskCompletionSource().Task;
    }
}
