using CamStream.Testing;

namespace CamStream.Deploy.Engine;

/// <summary>Plays what the Gateway serves.</summary>
internal static class Viewer
{
    private static readonly TimeSpan _period = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// The number of pictures that ffmpeg finds in a camera's newest part, once there is one.
    /// </summary>
    public static async Task<int> PicturesAsync(HttpClient page, string camera)
    {
        using var timer = new PeriodicTimer(_period);
        while (true)
        {
            var playlistUri = new Uri($"/hls/{camera}/live.m3u8", UriKind.Relative);
            using var answer = await page.GetAsync(playlistUri, Command.Cancellation);
            var text = await answer.Content.ReadAsStringAsync(Command.Cancellation);
            if (answer.IsSuccessStatusCode && MediaPlaylist.Read(text) is { NewestIndependentPart: { } part } playlist)
            {
                var init = await MediaAsync(playlist.Init);
                return await DecodeAsync([.. init, .. await MediaAsync(part.Uri)]);
            }
            await timer.WaitForNextTickAsync(Command.Cancellation);
        }

        Task<byte[]> MediaAsync(string name) => page.GetByteArrayAsync($"/hls/{camera}/{name}", Command.Cancellation);
    }

    private static async Task<int> DecodeAsync(byte[] media)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, media, Command.Cancellation);
            var hashes = await Command.RunAsync("ffmpeg", "-v", "error", "-i", file, "-f", "framehash", "pipe:1");
            return hashes.Split('\n').Count(line => line is ['0', ',', ..]);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
