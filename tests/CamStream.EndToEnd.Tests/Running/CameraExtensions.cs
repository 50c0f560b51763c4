using System.Net.Http.Json;
using System.Text.Json;

namespace CamStream.EndToEnd.Running;

/// <summary>Waits for the state of cameras in a running system.</summary>
internal static class CameraExtensions
{
    private static readonly TimeSpan _period = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until Ingest reports the wanted state of a camera.</summary>
    public static Task UntilStateAsync(
        this RunningSystem system,
        string camera,
        Func<string?, bool> isWanted,
        string wanted
    ) =>
        Wait.UntilAsync(
            $"{camera} to be {wanted}",
            async cancellation =>
            {
                using var answer = await system.Http.GetAsync($"/api/cameras/{camera}", cancellation);
                if (!answer.IsSuccessStatusCode)
                    return false;
                var view = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
                return isWanted(view.GetProperty("state").GetString());
            }
        );

    /// <summary>Waits until an encoder has the camera, and returns its name.</summary>
    public static Task<string> EncoderOfAsync(this RunningSystem system, string camera) =>
        Wait.ForAsync(
            $"an encoder that has {camera}",
            async cancellation =>
            {
                using var timer = new PeriodicTimer(_period);
                while (true)
                {
                    var view = await system.Http.GetFromJsonAsync<JsonElement>($"/api/cameras/{camera}", cancellation);
                    if (view.GetProperty("encoder").GetString() is { } encoder)
                        return encoder;
                    await timer.WaitForNextTickAsync(cancellation);
                }
            }
        );

    /// <summary>
    /// Waits until the media playlist of a camera lists enough whole segments with media, and
    /// returns it.
    /// </summary>
    /// <param name="system">The running system.</param>
    /// <param name="camera">The camera.</param>
    /// <param name="segments">The number of segments.</param>
    public static Task<string> PlaylistAsync(this RunningSystem system, string camera, int segments) =>
        Wait.ForAsync(
            $"a playlist of {camera} with {segments} segments",
            async cancellation =>
            {
                using var timer = new PeriodicTimer(_period);
                while (true)
                {
                    using var answer = await system.Http.GetAsync($"/hls/{camera}/live.m3u8", cancellation);
                    if (answer.IsSuccessStatusCode)
                    {
                        var playlist = await answer.Content.ReadAsStringAsync(cancellation);
                        if (MediaPlaylist.Read(playlist).Whole.Count >= segments)
                            return playlist;
                    }
                    await timer.WaitForNextTickAsync(cancellation);
                }
            }
        );
}
