using System.Diagnostics;

namespace CamStream.EndToEnd;

[Collection<DemoTests>]
public class StreamTests(DemoSystem demo) : SharedSystemTests(demo)
{
    [Fact]
    public async Task Every_segment_and_part_decodes_without_a_warning_and_the_parts_make_up_the_segment()
    {
        foreach (var camera in new[] { "pattern-1", "file-1" })
        {
            var playlist = await SteadyPlaylistAsync(camera);
            var init = await GetAsync(camera, playlist.Init);
            foreach (var segment in playlist.Whole.TakeLast(2))
            {
                var whole = await GetAsync(camera, segment.Uri);
                var parts = new List<byte[]>();
                foreach (var part in segment.Parts)
                    parts.Add(await GetAsync(camera, part.Uri));

                parts.ShouldNotBeEmpty();
                parts.SelectMany(part => part).ShouldBe(whole);
                (await PicturesAsync([.. init, .. whole])).ShouldBeGreaterThanOrEqualTo(parts.Count);
                (await PicturesAsync([.. init, .. parts[0]])).ShouldBeGreaterThan(0);
            }
        }
    }

    [Fact]
    public async Task Ffmpeg_plays_the_stream()
    {
        // ffmpeg starts three segments before the end, and does not support gaps.
        await SteadyPlaylistAsync("pattern-1");
        var (errors, _) = await RunAsync(
            "ffmpeg",
            [
                "-v",
                "warning",
                "-nostdin",
                "-i",
                $"{System.Page}hls/pattern-1/index.m3u8",
                "-t",
                "6",
                "-fps_mode",
                "passthrough",
                "-enc_time_base",
                "1:90000",
                "-f",
                "null",
                "-",
            ],
            []
        );
        // ffmpeg reads the init section again with every playlist, and warns about it in every live
        // stream with one.
        errors
            .Split('\n')
            .Where(line =>
                line.Length > 0 && !line.EndsWith("Found duplicated MOOV Atom. Skipped it", StringComparison.Ordinal)
            )
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task The_newest_still_is_a_current_JPEG()
    {
        await System.PlaylistAsync("pattern-1", segments: 1);
        using var answer = await System.Http.GetAsync("/hls/pattern-1/latest.jpg", RunningSystem.Cancellation);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        Frames
            .Jpeg.JpegStructure.TryRead(
                await answer.Content.ReadAsByteArrayAsync(RunningSystem.Cancellation),
                out var picture,
                out var problem
            )
            .ShouldBeTrue(problem);
        (picture.Width, picture.Height).ShouldBe((640, 480));
    }

    // Another test changes the size of the picture: segments before that have another init section.
    private async Task<MediaPlaylist> SteadyPlaylistAsync(string camera)
    {
        MediaPlaylist? playlist = null;
        await Wait.UntilAsync(
            "four segments without a discontinuity",
            async _ =>
            {
                playlist = MediaPlaylist.Read(await System.PlaylistAsync(camera, segments: 4));
                return playlist.Segments.TakeLast(5).All(segment => segment is { IsGap: false, Discontinuity: false });
            }
        );
        return playlist!;
    }

    private Task<byte[]> GetAsync(string camera, string uri) =>
        System.Http.GetByteArrayAsync($"/hls/{camera}/{uri}", RunningSystem.Cancellation);

    /// <summary>
    /// The number of pictures that ffmpeg decodes; it must not print any message.
    /// </summary>
    private static async Task<int> PicturesAsync(byte[] media)
    {
        var (errors, output) = await RunAsync(
            "ffmpeg",
            ["-v", "warning", "-i", "pipe:0", "-f", "framehash", "pipe:1"],
            media
        );
        errors.ShouldBe("");
        return output.Split('\n').Count(line => line.StartsWith("0,", StringComparison.Ordinal));
    }

    private static async Task<(string Errors, string Output)> RunAsync(string program, string[] arguments, byte[] input)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var errors = process.StandardError.ReadToEndAsync(RunningSystem.Cancellation);
        var output = process.StandardOutput.ReadToEndAsync(RunningSystem.Cancellation);
        try
        {
            await Wait.ForAsync(
                $"{program} {string.Join(' ', arguments)}",
                async cancellation =>
                {
                    await process.StandardInput.BaseStream.WriteAsync(input, cancellation);
                    process.StandardInput.Close();
                    await process.WaitForExitAsync(cancellation);
                }
            );
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
        return (await errors, await output);
    }
}
