using System.Buffers;
using System.Diagnostics;
using CamStream.Encoder.Flv;
using CamStream.Encoder.Mp4;
using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.Hls;

/// <summary>
/// A real player on real media: ffmpeg's H.264, cut into parts, served over HTTP, read by ffmpeg
/// and ffprobe as HLS.
/// </summary>
public class HlsPlayedByFFmpegTests
{
    private const int FramesPerSegment = 30;
    private const int FramesPerPart = 2;
    private const int Segments = 5;
    private static readonly MediaGrid _grid = new TimelineOptions().Grid;
    private static readonly CancellationToken _cancelled = TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)] // a player that misses something waits for ever
    public async Task A_player_decodes_every_picture_as_it_was_encoded_and_warns_of_nothing()
    {
        var flv = await RunAsync(
            "ffmpeg",
            $"-v error -f lavfi -i testsrc2=size=320x240:rate=15 -frames:v {Segments * FramesPerSegment} "
                + "-c:v libx264 -preset ultrafast -tune zerolatency -bf 0 "
                + $"-g {FramesPerSegment} -keyint_min {FramesPerSegment} -sc_threshold 0 "
                + "-f flv -flvflags no_duration_filesize pipe:1",
            []
        );
        await using var app = await HlsApp.StartAsync(kestrel: true, _grid);
        Feed(app.Stream, flv);
        var url = new Uri(app.Client.BaseAddress!, "/hls/cam/index.m3u8");

        // A player joins three segments before the end. Its decoder holds some pictures back until
        // more come, so the test compares two segments.
        var played = Hashes(
            await RunAsync(
                "ffmpeg",
                $"-v warning -nostdin -i {url} -frames:v {2 * FramesPerSegment} "
                    + "-fps_mode passthrough -f framemd5 pipe:1",
                []
            )
        );
        var encoded = Hashes(
            await RunAsync("ffmpeg", "-v warning -f flv -i pipe:0 -fps_mode passthrough -f framemd5 pipe:1", flv)
        );
        encoded.Count.ShouldBe(Segments * FramesPerSegment);
        played.ShouldBe(encoded.TakeLast(3 * FramesPerSegment).Take(2 * FramesPerSegment));

        var probed = await RunAsync(
            "ffprobe",
            $"-v warning -show_entries stream=codec_name,width,height -of csv=p=0 {url}",
            []
        );
        System.Text.Encoding.ASCII.GetString(probed).Trim().Split('\n')[0].ShouldBe("h264,320,240");
    }

    private static void Feed(LiveStream stream, byte[] flv)
    {
        var input = new ReadOnlySequence<byte>(flv);
        var reader = new FlvReader();
        var samples = new List<Sample>();
        var frame = 0;
        while (reader.TryRead(ref input, out var tag))
        {
            if (tag.Kind == FlvTagKind.Configuration)
                stream.Begin(InitSectionWriter.Build(tag.Data.ToArray()));
            if (tag.Kind != FlvTagKind.AccessUnit)
                continue;
            samples.Add(new(tag.Data.ToArray(), _grid.PartDuration / FramesPerPart, tag.Keyframe));
            if (++frame % FramesPerPart != 0)
                continue;
            var at = new PartPosition(
                Made.Slot + (frame - 1) / FramesPerSegment,
                (frame - 1) % FramesPerSegment / FramesPerPart
            );
            var data = FragmentWriter.Write((uint)frame, _grid.StartOf(at.Msn, at.Part), samples.ToArray());
            stream.Add(new(at.Msn, at.Part, samples[0].Keyframe, data)).ShouldBeTrue();
            samples.Clear();
        }
        frame.ShouldBe(Segments * FramesPerSegment);
    }

    /// <summary>The last column of each line of a framemd5 file.</summary>
    private static List<string> Hashes(byte[] framemd5) =>
        [
            .. System
                .Text.Encoding.ASCII.GetString(framemd5)
                .Split('\n')
                .Where(line => line.Length > 0 && line[0] != '#')
                .Select(line => line.Split(',')[^1].Trim()),
        ];

    /// <summary>
    /// Runs a program. It must succeed and write nothing to its standard error.
    /// </summary>
    private static async Task<byte[]> RunAsync(string program, string arguments, byte[] input)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        using var stop = _cancelled.Register(() => process.Kill(entireProcessTree: true));
        using var output = new MemoryStream();
        var errors = process.StandardError.ReadToEndAsync(_cancelled);
        var reading = process.StandardOutput.BaseStream.CopyToAsync(output, _cancelled);
        await process.StandardInput.BaseStream.WriteAsync(input, _cancelled);
        process.StandardInput.Close();
        await reading;
        (await errors).ShouldBeEmpty();
        await process.WaitForExitAsync(_cancelled);
        process.ExitCode.ShouldBe(0);
        return output.ToArray();
    }
}
