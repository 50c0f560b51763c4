using FFMpegCore.Arguments;

namespace FFMpegCore;

public abstract class FFMpegArgumentsBase
{
    internal List<IArgument> Arguments { get; } = [];
}
