using FFMpegCore;
using FFMpegCore.Exceptions;

namespace CamStream.Packages.FFMpeg;

public sealed class FFProbeTests
{
    [Fact]
    public async Task File_is_analysed()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("out.mp4");
        await TestPattern.Frames(20).OutputToFile(file, true, output => output
            .WithVideoCodec("libx264").ForcePixelFormat("yuv420p")).ProcessAsynchronously();

        var analysis = await FFProbe.AnalyseAsync(file);

        analysis.Duration.ShouldBe(TimeSpan.FromSeconds(2));
        analysis.Format.FormatName.ShouldBe("mov,mp4,m4a,3gp,3g2,mj2");
        analysis.ErrorData.ShouldBeEmpty();
        var video = analysis.VideoStreams.ShouldHaveSingleItem();
        analysis.PrimaryVideoStream.ShouldBe(video);
        (video.CodecName, video.Width, video.Height, video.FrameRate, video.PixelFormat).ShouldBe(("h264", 64, 48, 10, "yuv420p"));
    }

    [Fact]
    public async Task Stream_is_analysed()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("out.mkv");
        await TestPattern.Frames(5).OutputToFile(file, true, output => output.WithVideoCodec("mjpeg")).ProcessAsynchronously();
        await using var stream = File.OpenRead(file);

        (await FFProbe.AnalyseAsync(stream)).PrimaryVideoStream.ShouldNotBeNull().CodecName.ShouldBe("mjpeg");
    }

    [Fact]
    public async Task Missing_file_is_refused()
        => (await Should.ThrowAsync<FFMpegException>(() => FFProbe.AnalyseAsync("/missing.mp4"))).Type.ShouldBe(FFMpegExceptionType.File);

    [Fact]
    public async Task What_is_no_media_is_refused_with_the_reason()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("noise.mp4"), new byte[1000]);

        var failure = await Should.ThrowAsync<FFMpegException>(() => FFProbe.AnalyseAsync(folder.File("noise.mp4")));

        failure.Type.ShouldBe(FFMpegExceptionType.Process);
        failure.FFMpegErrorOutput.ShouldContain("Invalid data found when processing input");
    }
}
