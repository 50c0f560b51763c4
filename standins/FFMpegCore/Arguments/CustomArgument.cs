namespace FFMpegCore.Arguments;

public class CustomArgument(string argument) : IArgument
{
    public string Text => argument ?? "";
}
