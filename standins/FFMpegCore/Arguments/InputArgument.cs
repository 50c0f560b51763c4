namespace FFMpegCore.Arguments;

public class InputArgument(bool verifyExists, string filePaths) : IInputArgument
{
    public string Text => $"-i \"{filePaths}\"";

    public void Pre()
    {
        if (verifyExists && !File.Exists(filePaths))
            throw new FileNotFoundException("Input file not found", filePaths);
    }

    public Task During(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public void Post()
    {
    }
}
