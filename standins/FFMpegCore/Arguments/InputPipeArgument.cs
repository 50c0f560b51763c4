using System.IO.Pipes;
using FFMpegCore.Pipes;

namespace FFMpegCore.Arguments;

public class InputPipeArgument(IPipeSource writer) : PipeArgument(PipeDirection.Out), IInputArgument
{
    public override string Text => $"{writer.GetStreamArguments()} -i \"{PipePath}\"";

    private protected override Task TransferAsync(CancellationToken cancellationToken) => writer.WriteAsync(Pipe, cancellationToken);
}
