using FFMpegCore;
using FFMpegCore.Exceptions;
using FFMpegCore.Pipes;

namespace CamStream.Packages.FFMpeg;

public sealed class ProcessorTests
{
    [Fact]
    public async Task Lines_of_standard_error_are_passed_on()
    {
        using var folder = new TemporaryFolder();
        var lines = new List<string>();

        var done = await TestPattern.Frames(1)
            .WithGlobalOptions(global => global.WithVerbosityLevel(FFMpegCore.Arguments.VerbosityLevel.Error))
            .OutputToFile(folder.File("out.mkv"), true, output => output.WithCustomArgument("-loglevel info"))
            .NotifyOnError(lines.Add)
            .ProcessAsynchronously();

        done.ShouldBeTrue();
        lines.ShouldContain(line => line.StartsWith("Input #0, lavfi", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Progress_ends_with_the_whole()
    {
        var percentages = new List<double>();
        var times = new List<TimeSpan>();

        await TestPattern.Frames(20)
            .OutputToPipe(new StreamPipeSink(Stream.Null), output => output.WithCustomArgument("-stats").ForceFormat("null"))
            .NotifyOnProgress(percentages.Add, TimeSpan.FromSeconds(2))
            .NotifyOnProgress(times.Add)
            .ProcessAsynchronously();

        percentages.ShouldBeInOrder();
        percentages[^1].ShouldBe(100);
        times.Count.ShouldBeGreaterThan(1);
        times[^1].ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Failure_of_ffmpeg_carries_what_it_wrote()
    {
        var failure = await Should.ThrowAsync<FFMpegException>(Unreadable().ProcessAsynchronously());

        failure.Type.ShouldBe(FFMpegExceptionType.Process);
        failure.FFMpegErrorOutput.ShouldContain("Invalid data found when processing input");
        failure.Message.ShouldBe($"ffmpeg exited with non-zero exit-code (1 - {failure.FFMpegErrorOutput})");
    }

    [Fact]
    public async Task Failure_of_ffmpeg_is_false_when_it_should_not_throw()
        => (await Unreadable().ProcessAsynchronously(throwOnError: false)).ShouldBeFalse();

    [Fact]
    public async Task Missing_input_file_is_refused_before_ffmpeg_starts()
        => (await Should.ThrowAsync<FileNotFoundException>(
            FFMpegArguments.FromFileInput("/missing.mp4").OutputToFile("out.mp4").ProcessAsynchronously())).FileName.ShouldBe("/missing.mp4");

    [Fact]
    public async Task Existing_output_file_is_refused_when_not_to_be_overwritten()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("out.mkv"), "kept");

        var failure = await Should.ThrowAsync<FFMpegException>(
            TestPattern.Frames(1).OutputToFile(folder.File("out.mkv"), overwrite: false).ProcessAsynchronously());

        failure.Type.ShouldBe(FFMpegExceptionType.File);
        File.ReadAllText(folder.File("out.mkv")).ShouldBe("kept");
    }

    [Fact]
    public async Task Relative_paths_are_of_the_working_directory()
    {
        using var folder = new TemporaryFolder();

        (await TestPattern.Frames(1).OutputToFile("out.mkv").Configure(options => options.WorkingDirectory = folder.Path)
            .ProcessAsynchronously()).ShouldBeTrue();

        File.Exists(folder.File("out.mkv")).ShouldBeTrue();
    }

    [Fact]
    public async Task Cancelled_run_throws()
    {
        using var cancellation = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(
            UntilFirstBytes(cancellation.Cancel).CancellableThrough(cancellation.Token).ProcessAsynchronously());
    }

    [Fact]
    public async Task Cancelled_run_is_false_when_it_should_not_throw()
    {
        using var cancellation = new CancellationTokenSource();
        (await UntilFirstBytes(cancellation.Cancel).CancellableThrough(cancellation.Token).ProcessAsynchronously(throwOnError: false))
            .ShouldBeFalse();
    }

    [Fact]
    public async Task Run_cancelled_before_its_start_does_not_start()
    {
        using var folder = new TemporaryFolder();
        var run = TestPattern.Endless().OutputToFile(folder.File("out.mkv")).CancellableThrough(out var cancel);

        cancel();

        await Should.ThrowAsync<OperationCanceledException>(run.ProcessAsynchronously());
        File.Exists(folder.File("out.mkv")).ShouldBeFalse();
    }

    // An MP4 file can be read only when its end was written.
    [Fact]
    public async Task Cancelled_ffmpeg_may_finish_within_the_time_it_is_given()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("out.mp4");
        var run = TestPattern.Endless()
            .OutputToFile(file, true, output => output.WithCustomArgument("-stats"))
            .CancellableThrough(out var cancel, timeout: 30_000);
        run.NotifyOnProgress((TimeSpan _) => Task.Run(cancel));

        await Should.ThrowAsync<OperationCanceledException>(run.ProcessAsynchronously());

        (await FFProbe.AnalyseAsync(file)).PrimaryVideoStream.ShouldNotBeNull().Width.ShouldBe(64);
    }

    private static FFMpegArgumentProcessor Unreadable() => FFMpegArguments
        .FromPipeInput(new StreamPipeSource(new MemoryStream(new byte[100])), input => input
            .WithCustomArgument("-hide_banner").ForceFormat("matroska"))
        .OutputToPipe(new StreamPipeSink(Stream.Null), output => output.ForceFormat("flv"));

    private static FFMpegArgumentProcessor UntilFirstBytes(Action then) => TestPattern.Endless()
        .OutputToPipe(new StreamPipeSink(async (pipe, cancellationToken) =>
        {
            await pipe.ReadExactlyAsync(new byte[2], cancellationToken);
            await Task.Run(then, CancellationToken.None);
            await pipe.CopyToAsync(Stream.Null, cancellationToken);
        }), output => output.ForceFormat("mjpeg"));
}
