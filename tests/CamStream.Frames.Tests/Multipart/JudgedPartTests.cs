using System.IO.Pipelines;
using System.Text;

namespace CamStream.Frames.Multipart;

public class JudgedPartTests
{
    private static readonly CameraId _camera = CameraId.Parse("front-door");
    private static readonly DateTimeOffset _captured = DateTimeOffset.UnixEpoch.AddMicroseconds(1795338001000001);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_judged_frame_is_written_with_its_size_and_correction()
    {
        var pipe = new Pipe();
        using var frame = Frame.Copy(_camera, new FrameHeader("boot-1", 42, _captured), "ok"u8);
        (frame.Picture, frame.Correction) = (new PictureSize(640, 480), TimeSpan.FromMicroseconds(-1_234_567));
        await WriteAsync(pipe, frame);
        (await new StreamReader(pipe.Reader.AsStream()).ReadToEndAsync(Cancellation)).ShouldBe(
            """
            --camstream
            Content-Type: image/jpeg
            Content-Length: 2
            boot: boot-1
            seq: 42
            captured: 1795338001000001
            size: 640x480
            correction: -1234567

            ok

            """.ReplaceLineEndings("\r\n")
        );
    }

    [Theory]
    [InlineData(16, 4096, long.MinValue)]
    [InlineData(640, 480, -1)]
    [InlineData(640, 480, 0)]
    [InlineData(4096, 4096, long.MaxValue)]
    public async Task What_is_written_is_read_of_a_frame_and_of_its_copy(int width, int height, long microseconds)
    {
        var earliest = DateTimeOffset.UnixEpoch - _captured;
        var latest = DateTimeOffset.MaxValue.AddTicks(-9) - _captured;
        var correction = microseconds switch
        {
            long.MinValue => earliest,
            long.MaxValue => latest,
            _ => TimeSpan.FromMicroseconds(microseconds),
        };
        var pipe = new Pipe();
        using var frame = Frame.Copy(_camera, new FrameHeader("boot", 1, _captured), "ok"u8);
        (frame.Picture, frame.Correction) = (new PictureSize(width, height), correction);
        using var copy = frame.CopyAgain();
        await WriteAsync(pipe, frame, copy);
        var reader = Reader(pipe);
        for (var part = 0; part < 2; part++)
        {
            using var read = (await reader.ReadAsync(Cancellation))!.Value.Frame;
            (read!.Picture, read.Correction).ShouldBe((frame.Picture, correction));
        }
    }

    [Fact]
    public async Task A_frame_that_was_not_judged_is_read_without_a_judgement()
    {
        var pipe = new Pipe();
        using var frame = Frame.Copy(_camera, new FrameHeader("boot", 1, _captured), "ok"u8);
        await WriteAsync(pipe, frame);
        using var read = (await Reader(pipe).ReadAsync(Cancellation))!.Value.Frame;
        read!.Correction.ShouldBeNull();
    }

    [Theory]
    [InlineData("size: 640\r\ncorrection: 0\r\n", "size is '640'")]
    [InlineData("size: 640x480\r\ncorrection: -\r\n", "correction is '-'")]
    public async Task A_malformed_judgement_refuses_its_part_and_the_next_is_read(string judgement, string problem)
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(Part("boot: b\r\nseq: 1\r\ncaptured: 1\r\n" + judgement), Cancellation);
        await pipe.Writer.WriteAsync(Part("boot: b\r\nseq: 2\r\ncaptured: 2\r\n"), Cancellation);
        await pipe.Writer.CompleteAsync();
        var reader = Reader(pipe);
        (await reader.ReadAsync(Cancellation))!.Value.Problem!.ShouldStartWith(problem, Case.Sensitive);
        using var next = (await reader.ReadAsync(Cancellation))!.Value.Frame;
        next!.Header.Sequence.ShouldBe(2);
    }

    [Theory]
    [InlineData("boot: b\r\nseq: 1\r\ncaptured: 1\r\ncopy: 1\r\n", true)]
    [InlineData("boot: b\r\nseq: one\r\ncaptured: 1\r\ncopy: 1\r\n", true)]
    [InlineData("boot: b\r\nseq: one\r\ncaptured: 1\r\n", false)]
    public async Task A_part_says_whether_it_is_a_copy_even_if_it_is_refused(string headers, bool isCopy)
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(Part(headers), Cancellation);
        await pipe.Writer.CompleteAsync();
        var part = (await Reader(pipe).ReadAsync(Cancellation))!.Value;
        part.Frame?.Dispose();
        part.IsCopy.ShouldBe(isCopy);
    }

    [Fact]
    public async Task A_part_that_is_not_labelled_has_no_judgement_whatever_its_source_calls_size()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(Part("Size: 17345\r\n"), Cancellation);
        await pipe.Writer.CompleteAsync();
        using var read = (await Reader(pipe).ReadAsync(Cancellation))!.Value.Frame;
        (read!.Header.Boot, read.Correction).ShouldBe(("plain", null));
    }

    private static byte[] Part(string headers) =>
        Encoding.ASCII.GetBytes($"--camstream\r\n{headers}Content-Length: 2\r\n\r\nok\r\n");

    private static MultipartFrameReader Reader(Pipe pipe) =>
        new(pipe.Reader, _camera, MultipartFormat.Boundary, 16, () => new FrameHeader("plain", 0, _captured));

    private static async Task WriteAsync(Pipe pipe, params Frame[] frames)
    {
        var writer = new MultipartFrameWriter(pipe.Writer);
        foreach (var frame in frames)
            await writer.WriteAsync(frame, null, null, null, Cancellation);
        await pipe.Writer.CompleteAsync();
    }
}
