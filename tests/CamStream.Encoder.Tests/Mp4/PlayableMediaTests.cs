using System.Globalization;
using CamStream.Encoder.FFmpeg;
using CamStream.Encoder.Timeline;
using Microsoft.Extensions.Logging.Abstractions;

namespace CamStream.Encoder.Mp4;

/// <summary>
/// ffmpeg and ffprobe read init sections, parts and segments. A warning is a failure.
/// </summary>
public sealed class PlayableMediaTests : IDisposable
{
    private const int HangMilliseconds = 120_000;
    private const int FrameTicks = MediaTime.TicksPerSecond / 15;
    private const int FramesPerPart = 2;
    private const int FramesPerSegment = 30;

    private static readonly MediaGrid _grid = new TimelineOptions().Grid;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("camstream-tests-");
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact(Timeout = HangMilliseconds)]
    public async Task Init_section_and_parts_decode_without_a_warning_at_their_times_since_the_epoch()
    {
        var origin = _grid.StartOf(
            _grid.MsnAt(MediaTime.FromUtc(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero)))
        );
        var (init, samples) = await EncodeAsync(3 * FramesPerSegment);
        byte[][] parts =
        [
            .. samples
                .Chunk(FramesPerPart)
                .Select(
                    (part, i) =>
                        FragmentWriter.Write((uint)i, origin + new MediaTime(i * FramesPerPart * FrameTicks), part)
                ),
        ];

        string[] expected =
        [
            .. samples.Select(
                (sample, i) =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{origin.Ticks + i * FrameTicks},{origin.Ticks + i * FrameTicks},{FrameTicks},"
                    )
                    + string.Create(
                        CultureInfo.InvariantCulture,
                        $"{sample.AccessUnit.Length},{(sample.Keyframe ? "K_" : "__")}"
                    )
            ),
        ];
        (await ProbeAsync([init.Data, .. parts])).ShouldBe(expected);
        await DecodeAsync(samples.Length, [init.Data, .. parts]);

        // Each segment alone, as for a player that joins there.
        foreach (var (segment, i) in parts.Chunk(FramesPerSegment / FramesPerPart).Select((segment, i) => (segment, i)))
        {
            (await ProbeAsync([init.Data, .. segment])).ShouldBe(
                expected[(i * FramesPerSegment)..((i + 1) * FramesPerSegment)]
            );
            await DecodeAsync(FramesPerSegment, [init.Data, .. segment]);
        }
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task Ffprobe_sees_the_stream_that_the_playlist_names()
    {
        var (init, samples) = await EncodeAsync(FramesPerPart);
        var file = Write([init.Data, FragmentWriter.Write(0, MediaTime.Zero, samples)]);
        var (output, error) = await Tool.RunAsync(
            "ffprobe",
            "-v warning -show_entries stream=codec_tag_string,profile,width,height,level,pix_fmt,"
                + $"color_range,color_space,color_transfer,color_primaries,time_base -of default=nk=1:nw=1 {file}"
        );
        error.ShouldBeEmpty();
        output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe([
                "High",
                "avc1",
                "640",
                "480",
                "yuv420p",
                "22",
                "tv",
                "smpte170m",
                "iec61966-2-1",
                "bt709",
                "1/90000",
            ]);
        init.Codecs.ShouldBe("avc1.640016"); // High, level 22
    }

    private static async Task<(InitSection Init, Sample[] Samples)> EncodeAsync(int frames)
    {
        var jpegs = await TestPictures.MakeAsync(640, 480, 30);
        await using var encoder = H264Encoder.Start(
            new H264Session(640, 480, 15, _grid),
            new EncoderOptions(),
            NullLogger.Instance,
            TimeProvider.System
        );
        var samples = new Sample[frames];
        for (var i = 0; i < frames; i++)
        {
            await encoder.WriteAsync(i * 1000L / 15, jpegs[i % jpegs.Length], Cancellation);
            using var picture = await encoder.Pictures.ReadAsync(Cancellation);
            samples[i] = new Sample(picture.AccessUnit.ToArray(), new MediaTime(FrameTicks), picture.Keyframe);
        }

        return (InitSectionWriter.Build((await encoder.AvcC).Span), samples);
    }

    private async Task<string[]> ProbeAsync(params ReadOnlyMemory<byte>[] pieces)
    {
        var (output, error) = await Tool.RunAsync(
            "ffprobe",
            $"-v warning -show_entries packet=pts,dts,duration,size,flags -of csv=p=0 {Write(pieces)}"
        );
        error.ShouldBeEmpty();
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private async Task DecodeAsync(int frames, params ReadOnlyMemory<byte>[] pieces)
    {
        var (output, error) = await Tool.RunAsync(
            "ffmpeg",
            $"-nostdin -v warning -copyts -i {Write(pieces)} -fps_mode passthrough -f framehash -"
        );
        error.ShouldBeEmpty();
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => line[0] != '#').ShouldBe(frames);
    }

    private string Write(params ReadOnlyMemory<byte>[] pieces)
    {
        var file = Path.Combine(_folder.FullName, Path.GetRandomFileName() + ".mp4");
        using var stream = File.Create(file);
        foreach (var piece in pieces)
            stream.Write(piece.Span);
        return file;
    }
}
