using System.IO.Pipes;
using FFMpegCore.Pipes;

namespace FFMpegCore.Arguments;

public class OutputPipeArgument(IPipeSink reader) : PipeArgument(PipeDirection.In), IOutputArgument
{
    public override string Text => $"\"{PipePath}\" -y";

    private protected override Task TransferAsync(CancellationToken cancellationToken) => reader.ReadAsync(Pipe, cancellationToken);
}
