using System.IO.Pipelines;
using System.Text;
using CamStream.Testing;

namespace CamStream.Frames.Multipart;

public class MultipartFrameReaderTests
{
    private const string ForwardTrace = "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01";

    private static readonly CameraId _camera = CameraId.Parse("front-door");
    private static readonly FrameHeader _unlabelled = new("plain", 0, DateTimeOffset.UnixEpoch);
    private static readonly DateTimeOffset _start = DateTimeOffset.UnixEpoch.AddMicroseconds(1795338001000001);
    private static readonly FrameHeader[] _headers =
    [
        new("boot", 1, _start),
        new(
            "boot",
            2,
            _start.AddMicroseconds(66666),
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            new FrameTimes(_start.AddMicroseconds(70000), _start.AddMicroseconds(-5000), _start.AddMicroseconds(-4000))
        ),
    ];

    public static TheoryData<string> Forged => [.. ForgedTraceParents.All];

    [Fact]
    public async Task What_is_written_is_read_whatever_the_split()
    {
        var stream = await WriteAsync();
        for (var split = 0; split <= stream.Length; split++)
        {
            var parts = await ReadAsync("camstream", stream[..split], stream[split..]);
            parts.Select(part => part.Header).ShouldBe(_headers);
            parts.Select(part => part.Jpeg).ShouldBe(["FFD8-first", "\r\n--camstream\r\n"]);
        }
    }

    [Fact]
    public async Task Byte_by_byte_is_read_too()
    {
        var stream = await WriteAsync();
        (await ReadAsync(null, [.. stream.Select(b => new[] { b })])).Select(part => part.Header).ShouldBe(_headers);
    }

    [Theory]
    [MemberData(nameof(Forged))]
    public async Task A_forged_trace_context_costs_the_trace_and_at_most_the_stream_it_comes_in(string traceParent)
    {
        var stream = Encoding.Latin1.GetBytes(
            $"--b\r\nboot: a\r\nseq: 1\r\ncaptured: 1\r\ntraceparent: {traceParent}\r\n"
                + "Content-Length: 2\r\n\r\nok\r\n--b--\r\n"
        );
        var parts = await ReadAsync("b", stream);
        parts.Last().Header.TraceParent.ShouldBeNull();
        if (traceParent.Contains('\n', StringComparison.Ordinal))
            parts.Single().Problem!.ShouldStartWith("thrown: "); // another line, which is no header
        else if (traceParent.Length > MultipartFormat.MaxHeaderBytes)
            parts.Single().Problem.ShouldBe("thrown: headers of more than 8192 bytes.");
        else
            parts.Single().Jpeg.ShouldBe("ok");
    }

    [Fact]
    public async Task A_frame_is_written_with_the_context_and_the_times_of_the_writer()
    {
        var pipe = new Pipe();
        using var frame = Frame.Copy(_camera, _headers[1], "ok"u8);
        var times = new FrameTimes(Received: _start);
        await new MultipartFrameWriter(pipe.Writer).WriteAsync(
            frame,
            ForwardTrace,
            times,
            place: null,
            TestContext.Current.CancellationToken
        );
        await pipe.Writer.CompleteAsync();
        var reader = new MultipartFrameReader(pipe.Reader, _camera, MultipartFormat.Boundary, 16, () => _unlabelled);
        using var read = (await reader.ReadAsync(TestContext.Current.CancellationToken))!.Value.Frame;
        read!.Header.ShouldBe(_headers[1] with { TraceParent = ForwardTrace, Times = times });
    }

    [Fact]
    public async Task A_frame_has_the_number_that_it_was_written_with_and_a_copy_has_none()
    {
        var pipe = new Pipe();
        var writer = new MultipartFrameWriter(pipe.Writer);
        using var frame = Frame.Copy(_camera, _headers[1], "ok"u8);
        using var copy = frame.CopyAgain();
        var place = new FeedPlace("run-1", 17);
        await writer.WriteAsync(frame, null, null, place, TestContext.Current.CancellationToken);
        await writer.WriteAsync(copy, null, null, null, TestContext.Current.CancellationToken);
        await pipe.Writer.CompleteAsync();
        var reader = new MultipartFrameReader(pipe.Reader, _camera, MultipartFormat.Boundary, 16, () => _unlabelled);
        foreach (var expected in new[] { ((FeedPlace?)place, false), (null, true) })
        {
            var part = (await reader.ReadAsync(TestContext.Current.CancellationToken))!.Value;
            using var read = part.Frame;
            (part.Place, read!.IsCopy).ShouldBe(expected);
            read.Jpeg.ToArray().ShouldBe("ok"u8.ToArray());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("17")]
    [InlineData(" 17")]
    [InlineData("run")]
    [InlineData("run ")]
    [InlineData("run 0")]
    [InlineData("run -1")]
    [InlineData("run 1 2")]
    [InlineData("run 99999999999999999999")]
    public void A_malformed_number_is_not_parsed(string text) => FeedPlace.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public async Task What_ffmpeg_writes_is_read_and_labelled_by_the_reader()
    {
        const string Part = "--ffmpeg\r\nContent-type: image/jpeg\r\nContent-length: 3\r\n\r\n";
        // ffmpeg writes the next delimiter with each frame, and stops there.
        var stream = Encoding.ASCII.GetBytes($"{Part}abc\r\n{Part}def\r\n--ffmpeg\r\n");
        var parts = await ReadAsync(null, stream);
        parts.ShouldBe([(_unlabelled, "abc", null), (_unlabelled, "def", null)]);
    }

    [Fact]
    public async Task A_part_without_a_length_ends_at_the_delimiter_whatever_the_split()
    {
        var stream = "--b\r\nContent-Type: image/jpeg\r\n\r\nab\r\n-c\r\n--b\r\n\r\nde\r\n--b--\r\n"u8.ToArray();
        for (var split = 0; split <= stream.Length; split++)
        {
            (await ReadAsync("b", stream[..split], stream[split..])).ShouldBe([
                (_unlabelled, "ab\r\n-c", null),
                (_unlabelled, "de", null),
            ]);
        }
    }

    [Theory]
    [InlineData("Content-Type: text/plain\r\nContent-Length: 3\r\n\r\nabc", "the part's type is 'text/plain'")]
    [InlineData("Content-Length: 0\r\n\r\n", "the part is empty")]
    [InlineData("Content-Length: 17\r\n\r\n12345678901234567", "the part has more than 16 bytes")]
    [InlineData("Content-Type: image/jpeg\r\n\r\n12345678901234567", "the part has more than 16 bytes")]
    [InlineData("boot: a\r\nseq: x\r\ncaptured: 1\r\nContent-Length: 3\r\n\r\nabc", "seq is 'x'")]
    [InlineData("boot: a\r\nContent-Length: 3\r\n\r\nabc", "seq is missing")]
    public async Task A_part_that_is_not_a_frame_is_refused_and_the_next_is_read_whatever_the_split(
        string part,
        string problem
    )
    {
        var stream = Encoding.ASCII.GetBytes($"--b\r\n{part}\r\n--b\r\nContent-Length: 2\r\n\r\nok\r\n--b--\r\n");
        for (var split = 0; split <= stream.Length; split++)
        {
            var parts = await ReadAsync("b", stream[..split], stream[split..]);
            parts.Count.ShouldBe(2);
            parts[0].Problem!.ShouldStartWith(problem, Case.Sensitive);
            parts[1].Jpeg.ShouldBe("ok");
        }
    }

    [Theory]
    [InlineData("hello\r\n", "'hello' where a boundary must be")]
    [InlineData("--other\r\n", "'--other' where the boundary '--b' must be")]
    [InlineData("--b\r\nnonsense\r\n\r\n", "'nonsense' where a part's header must be")]
    [InlineData("--b\r\nContent-Length: many\r\n\r\n", "Content-Length 'many'")]
    [InlineData("--b\r\nContent-Length: -1\r\n\r\n", "Content-Length '-1'")]
    [InlineData("--b\r\nContent-Length: 5\r\n\r\nabc", "the stream ends in a part.")]
    [InlineData("--b\r\nContent-Length: 500\r\n\r\nabc", "the stream ends in a part.")]
    [InlineData("--b\r\n\r\nabc", "the stream ends in a part.")]
    [InlineData("--b\r\nContent-Le", "the stream ends in a part's headers.")]
    [InlineData("--b", "the stream ends in a boundary.")]
    public async Task Broken_framing_ends_the_stream_with_the_reason(string stream, string problem) =>
        (await ReadAsync("b", Encoding.ASCII.GetBytes(stream)))
            .Last()
            .Problem!.ShouldStartWith("thrown: " + problem, Case.Sensitive);

    [Fact]
    public async Task Headers_without_an_end_end_the_stream()
    {
        var line = Encoding.ASCII.GetBytes("--b\r\nx: " + new string('x', 100_000));
        (await ReadAsync("b", line)).Single().Problem.ShouldBe("thrown: headers of more than 8192 bytes.");
        var lines = Encoding.ASCII.GetBytes("--b\r\n" + string.Concat(Enumerable.Repeat("x: y\r\n", 10_000)));
        (await ReadAsync("b", lines)).Single().Problem.ShouldBe("thrown: headers of more than 8192 bytes.");
    }

    private static async Task<byte[]> WriteAsync()
    {
        var pipe = new Pipe();
        var writer = new MultipartFrameWriter(pipe.Writer);
        foreach (var (header, jpeg) in _headers.Zip<FrameHeader, string>(["FFD8-first", "\r\n--camstream\r\n"]))
        {
            using var frame = Frame.Copy(_camera, header, Encoding.ASCII.GetBytes(jpeg));
            (
                await writer.WriteAsync(
                    frame,
                    header.TraceParent,
                    header.Times,
                    place: null,
                    TestContext.Current.CancellationToken
                )
            ).ShouldBeTrue();
        }
        await pipe.Writer.CompleteAsync();
        using var whole = new MemoryStream();
        await pipe.Reader.CopyToAsync(whole, TestContext.Current.CancellationToken);
        return whole.ToArray();
    }

    private static async Task<List<(FrameHeader Header, string? Jpeg, string? Problem)>> ReadAsync(
        string? boundary,
        params byte[][] pieces
    )
    {
        var pipe = new Pipe();
        var reader = new MultipartFrameReader(pipe.Reader, _camera, boundary, maxFrameBytes: 16, () => _unlabelled);
        var writing = Task.Run(async () =>
        {
            foreach (var piece in pieces)
                await pipe.Writer.WriteAsync(piece);
            await pipe.Writer.CompleteAsync();
        });
        var parts = new List<(FrameHeader, string?, string?)>();
        try
        {
            while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } part)
            {
                using var frame = part.Frame;
                parts.Add(
                    (
                        frame?.Header ?? default,
                        frame is null ? null : Encoding.ASCII.GetString(frame.Jpeg.Span),
                        part.Problem
                    )
                );
            }
        }
        catch (InvalidDataException broken)
        {
            parts.Add((default, null, "thrown: " + broken.Message));
        }
        await pipe.Reader.CompleteAsync();
        await writing;
        return parts;
    }
}
