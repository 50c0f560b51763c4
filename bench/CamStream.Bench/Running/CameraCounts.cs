namespace CamStream.Bench.Running;

/// <summary>The response of <c>GET /api/cameras</c>.</summary>
internal sealed record CameraCounts(IReadOnlyList<CameraCount> Cameras)
{
    public long Received => Cameras.Sum(camera => camera.Received);

    public long Dropped => Cameras.Sum(camera => camera.Dropped.Values.Sum());
}
