using FFMpegCore;

namespace CamStream.Packages.FFMpeg;

/// <summary>ffmpeg's own test picture, 64x48, as an input.</summary>
internal static class TestPattern
{
    public static FFMpegArguments Frames(int count) => FFMpegArguments.FromFileInput(
        $"testsrc=size=64x48:rate=10:duration={count / 10.0:0.0}", verifyExists: false, Options);

    /// <summary>At ten frames a second, for ever.</summary>
    public static FFMpegArguments Endless() => FFMpegArguments.FromFileInput(
        "testsrc=size=64x48:rate=10", verifyExists: false, input => Options(input.WithCustomArgument("-re")));

    private static void Options(FFMpegArgumentOptions input)
        => input.WithCustomArgument("-hide_banner -loglevel warning").ForceFormat("lavfi");
}
