namespace FFMpegCore.Arguments;

/// <summary>A URL of one of ffmpeg's protocols; not quoted.</summary>
public class OutputUrlArgument(string url) : IOutputArgument
{
    public string Text => url;

    public void Pre()
    {
    }

    public Task During(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public void Post()
    {
    }
}
