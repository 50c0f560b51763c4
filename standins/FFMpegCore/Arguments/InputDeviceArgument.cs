namespace FFMpegCore.Arguments;

/// <summary>A capture device; its name is not quoted.</summary>
public class InputDeviceArgument(string device) : IInputArgument
{
    public string Text => $"-i {device}";

    public void Pre()
    {
    }

    public Task During(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public void Post()
    {
    }
}
