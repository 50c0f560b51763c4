using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CamStream.EndToEnd;

[Collection<DemoTests>]
public class HostileViewerTests(DemoSystem demo) : SharedSystemTests(demo)
{
    [Fact]
    public async Task Viewers_that_crawl_leave_or_send_nonsense_disturb_nobody()
    {
        var playlist = MediaPlaylist.Read(await System.PlaylistAsync("pattern-1", segments: 1));
        var segment = $"/hls/pattern-1/{playlist.Whole[^1].Uri}";

        // Fifty viewers read one byte and then nothing; fifty ask for the next part and disconnect.
        var crawling = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => AskAsync(segment, read: true)));
        foreach (
            var leaving in await Task.WhenAll(
                Enumerable
                    .Range(0, 50)
                    .Select(n => AskAsync($"/hls/pattern-1/live.m3u8?_HLS_msn={Next(playlist)}", read: false))
            )
        )
            leaving.Dispose();
        foreach (
            var nonsense in new[]
            {
                "_HLS_msn=-1",
                "_HLS_msn=99999999999999999999",
                "_HLS_msn=1e9",
                "_HLS_msn=now",
                "_HLS_part=1",
                "_HLS_msn=",
            }
        )
        {
            using var answer = await System.Http.GetAsync(
                $"/hls/pattern-1/live.m3u8?{nonsense}",
                RunningSystem.Cancellation
            );
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, nonsense);
        }
        foreach (var camera in new[] { "..", "UPPER", "a.b", "a%2Fb", new string('x', 300), "%2B" })
        {
            using var answer = await System.Http.GetAsync($"/hls/{camera}/live.m3u8", RunningSystem.Cancellation);
            answer.StatusCode.ShouldBeOneOf(HttpStatusCode.BadRequest, HttpStatusCode.NotFound);
        }

        var next = MediaPlaylist.Read(
            await System.Http.GetStringAsync(
                $"/hls/pattern-1/live.m3u8?_HLS_msn={Next(playlist)}",
                RunningSystem.Cancellation
            )
        );
        (
            await System.Http.GetByteArrayAsync($"/hls/pattern-1/{next.Whole[^1].Uri}", RunningSystem.Cancellation)
        ).Length.ShouldBeGreaterThan(1000);
        foreach (var crawler in crawling)
            crawler.Dispose();
    }

    private static long Next(MediaPlaylist playlist) => playlist.Whole[^1].Msn + 1;

    private async Task<TcpClient> AskAsync(string path, bool read)
    {
        var viewer = new TcpClient();
        await viewer.ConnectAsync(System.Page.Host, System.Page.Port, RunningSystem.Cancellation);
        var stream = viewer.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n"),
            RunningSystem.Cancellation
        );
        if (read)
            (await stream.ReadAsync(new byte[1], RunningSystem.Cancellation)).ShouldBe(1);
        return viewer;
    }
}
