using FFMpegCore.Arguments;
using FFMpegCore.Pipes;

namespace FFMpegCore;

/// <summary>
/// An ffmpeg command line: global options, then each input after its options, then each output after its options.
/// </summary>
public sealed class FFMpegArguments : FFMpegArgumentsBase
{
    private readonly FFMpegGlobalArguments _globalArguments = new();

    private FFMpegArguments()
    {
    }

    public string Text => string.Join(" ", _globalArguments.Arguments.Concat(Arguments).Select(argument => argument.Text));

    public static FFMpegArguments FromFileInput(
        string filePath, bool verifyExists = true, Action<FFMpegArgumentOptions>? addArguments = null)
        => new FFMpegArguments().AddFileInput(filePath, verifyExists, addArguments);

    public static FFMpegArguments FromUrlInput(Uri uri, Action<FFMpegArgumentOptions>? addArguments = null)
        => new FFMpegArguments().AddUrlInput(uri, addArguments);

    public static FFMpegArguments FromDeviceInput(string device, Action<FFMpegArgumentOptions>? addArguments = null)
        => new FFMpegArguments().AddDeviceInput(device, addArguments);

    public static FFMpegArguments FromPipeInput(IPipeSource sourcePipe, Action<FFMpegArgumentOptions>? addArguments = null)
        => new FFMpegArguments().AddPipeInput(sourcePipe, addArguments);

    public FFMpegArguments WithGlobalOptions(Action<FFMpegGlobalArguments> configureOptions)
    {
        configureOptions(_globalArguments);
        return this;
    }

    public FFMpegArguments AddFileInput(string filePath, bool verifyExists = true, Action<FFMpegArgumentOptions>? addArguments = null)
        => Add(new InputArgument(verifyExists, filePath), addArguments);

    public FFMpegArguments AddUrlInput(Uri uri, Action<FFMpegArgumentOptions>? addArguments = null)
        => Add(new InputArgument(verifyExists: false, uri.AbsoluteUri), addArguments);

    public FFMpegArguments AddDeviceInput(string device, Action<FFMpegArgumentOptions>? addArguments = null)
        => Add(new InputDeviceArgument(device), addArguments);

    public FFMpegArguments AddPipeInput(IPipeSource sourcePipe, Action<FFMpegArgumentOptions>? addArguments = null)
        => Add(new InputPipeArgument(sourcePipe), addArguments);

    public FFMpegArgumentProcessor OutputToFile(
        string file, bool overwrite = true, Action<FFMpegArgumentOptions>? addArguments = null)
        => new(Add(new OutputArgument(file, overwrite), addArguments));

    public FFMpegArgumentProcessor OutputToUrl(string uri, Action<FFMpegArgumentOptions>? addArguments = null)
        => new(Add(new OutputUrlArgument(uri), addArguments));

    public FFMpegArgumentProcessor OutputToPipe(IPipeSink reader, Action<FFMpegArgumentOptions>? addArguments = null)
        => new(Add(new OutputPipeArgument(reader), addArguments));

    internal void Pre()
    {
        foreach (var argument in Arguments.OfType<IInputOutputArgument>())
            argument.Pre();
    }

    internal Task During(CancellationToken cancellationToken)
        => Task.WhenAll(Arguments.OfType<IInputOutputArgument>().Select(argument => argument.During(cancellationToken)));

    internal void Post()
    {
        foreach (var argument in Arguments.OfType<IInputOutputArgument>())
            argument.Post();
    }

    private FFMpegArguments Add(IArgument inputOrOutput, Action<FFMpegArgumentOptions>? addArguments)
    {
        var options = new FFMpegArgumentOptions();
        addArguments?.Invoke(options);
        Arguments.AddRange(options.Arguments);
        Arguments.Add(inputOrOutput);
        return this;
    }
}
