using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CamStream.Encoder.Hls;

/// <summary>What viewers do to a real server.</summary>
public class HlsOverKestrelTests
{
    private const long S = Made.Slot;
    private static readonly CancellationToken _cancelled = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_viewer_that_reads_nothing_delays_nobody()
    {
        await using var app = await HlsApp.StartAsync(kestrel: true);
        app.Stream.Begin(Made.Small);
        app.Stream.Add(new MediaPart(S, 0, true, new byte[16 * 1024 * 1024])).ShouldBeTrue();
        using var stuck = await RequestAsync(app, $"/hls/cam/{S}.0.m4s");
        var first = new byte[12];
        await stuck.ReceiveAsync(first, _cancelled);
        Encoding.ASCII.GetString(first).ShouldBe("HTTP/1.1 200");

        app.Stream.Add(S, 4, from: 1);
        (await app.GetAsync($"{S}.3.m4s")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var whole = await app.GetAsync($"{S}.m4s");
        (await whole.Content.ReadAsByteArrayAsync(_cancelled)).Length.ShouldBe(16 * 1024 * 1024 + 3 * 13);
    }

    [Fact]
    public async Task Viewers_that_hang_up_while_they_wait_are_forgotten()
    {
        await using var app = await HlsApp.StartAsync(kestrel: true);
        app.Stream.Session(Made.Small).Add(S, 1);
        var viewers = new List<Socket>();
        for (var i = 0; i < 50; i++)
            viewers.Add(await RequestAsync(app, $"/hls/cam/live.m3u8?_HLS_msn={S}&_HLS_part=1"));
        await app.WaitingAsync(50);
        foreach (var viewer in viewers)
            viewer.Close();
        await app.WaitingAsync(0);
        (await app.GetAsync("live.m3u8")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<Socket> RequestAsync(HlsApp app, string path)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, app.Client.BaseAddress!.Port, _cancelled);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n"), _cancelled);
        return socket;
    }
}
