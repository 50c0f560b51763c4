using CamStream.Testing.Browser;
using Microsoft.Playwright;

namespace CamStream.EndToEnd;

/// <summary>A page that plays a camera in hls.js as it comes, with all its defaults.</summary>
internal sealed class PlainPlayer(IPage page)
{
    private const string Play = """
        url => {
          const video = document.body.appendChild(document.createElement('video'));
          video.muted = true;
          const seen = window.seen = { errors: [], waits: 0, longestMs: 0, pictures: 0 };
          const hls = new Hls();
          hls.on(Hls.Events.ERROR, (_, data) => seen.errors.push(`${data.details} ${data.response?.code ?? ''} ${data.url ?? ''}${data.fatal ? ' (fatal)' : ''}`));
          video.addEventListener('waiting', () => { if (seen.pictures > 0) seen.waits++; });
          let last = null;
          const shown = now => {
            if (last !== null) seen.longestMs = Math.max(seen.longestMs, now - last);
            last = now;
            seen.pictures++;
            video.requestVideoFrameCallback(shown);
          };
          video.requestVideoFrameCallback(shown);
          hls.loadSource(url);
          hls.attachMedia(video);
          hls.on(Hls.Events.MANIFEST_PARSED, () => video.play());
        }
        """;

    public static async Task<PlainPlayer> OpenAsync(Chromium browser, RunningSystem system, string camera)
    {
        var page = await browser.OpenAsync();
        await page.GotoAsync($"{system.Page}time"); // nothing of our page; Chromium lets other sites not reach what runs on this machine
        await page.EvaluateAsync(
            await File.ReadAllTextAsync(
                Path.Combine(Repository.Root, "CamStream.Gateway/web/node_modules/hls.js/dist/hls.min.js"),
                RunningSystem.Cancellation
            )
        );
        await page.EvaluateAsync(Play, $"{system.Page}hls/{camera}/index.m3u8");
        return new PlainPlayer(page);
    }

    /// <summary>Waits until so many more pictures were shown.</summary>
    public async Task UntilMoreAsync(int pictures)
    {
        var wanted = await ValueAsync<int>("pictures") + pictures;
        try
        {
            await page.WaitForFunctionAsync(
                "wanted => window.seen.pictures >= wanted",
                wanted,
                new PageWaitForFunctionOptions { Timeout = 30_000 }
            );
        }
        catch (TimeoutException)
        {
            Assert.Fail(
                await page.EvaluateAsync<string>(
                    "JSON.stringify([window.seen, document.visibilityState, document.querySelector('video').readyState, document.querySelector('video').currentTime, document.querySelector('video').paused])"
                )
            );
        }
    }

    /// <summary>
    /// What was not as it should be since it began, or since <see cref="ForgetAsync"/>.
    /// </summary>
    public async Task<string[]> ErrorsAsync() => await ValueAsync<string[]>("errors");

    /// <summary>How often it waited for data.</summary>
    public Task<int> WaitsAsync() => ValueAsync<int>("waits");

    /// <summary>The longest time without a new picture on screen.</summary>
    public async Task<TimeSpan> LongestAsync() => TimeSpan.FromMilliseconds(await ValueAsync<double>("longestMs"));

    /// <summary>From now on it counts anew.</summary>
    public Task ForgetAsync() =>
        page.EvaluateAsync("Object.assign(window.seen, { errors: [], waits: 0, longestMs: 0 })");

    private Task<T> ValueAsync<T>(string name) => page.EvaluateAsync<T>($"window.seen.{name}");
}
