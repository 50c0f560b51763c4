using FFMpegCore.Exceptions;

namespace FFMpegCore.Arguments;

public class OutputArgument(string path, bool overwrite = true) : IOutputArgument
{
    public string Text => overwrite ? $"\"{path}\" -y" : $"\"{path}\"";

    public void Pre()
    {
        if (!overwrite && File.Exists(path))
            throw new FFMpegException(FFMpegExceptionType.File, "Output file already exists and overwrite is disabled");
    }

    public Task During(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public void Post()
    {
    }
}
