using CamStream.Testing.Browser;
using Microsoft.Playwright;

namespace CamStream.EndToEnd;

/// <summary>A page that plays a camera in hls.js with all its defaults.</summary>
internal sealed class PlainPlayer(IPage page)
{
    private const string Play = """
        url => {
          const video = document.body.appendChild(document.createElement('video'));
          video.muted = true;
          const seen = window.seen = { errors: [], waits: 0, longestMs: 0, pictures: 0 };
          const hls = new Hls();
          const text = ({ details, response, url, fatal }) =>
            `${details} ${response?.code ?? ''} ${url ?? ''}${fatal ? ' (fatal)' : ''}`;
          hls.on(Hls.Events.ERROR, (_, data) => seen.errors.push(text(data)));
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
        // A page of the same origin, without our code: Chromium keeps other sites from local
        // addresses.
        await page.GotoAsync($"{system.Page}time");
        await page.EvaluateAsync(
            await File.ReadAllTextAsync(
                Path.Combine(Repository.Root, "CamStream.Gateway/web/node_modules/hls.js/dist/hls.min.js"),
                RunningSystem.Cancellation
            )
        );
        await page.EvaluateAsync(Play, $"{system.Page}hls/{camera}/index.m3u8");
        return new PlainPlayer(page);
    }

    /// <summary>Waits until a number of further pictures was shown.</summary>
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
                    """
                    (video => JSON.stringify(
                      [window.seen, document.visibilityState, video.readyState, video.currentTime, video.paused]
                    ))(document.querySelector('video'))
                    """
                )
            );
        }
    }

    /// <summary>
    /// The errors since the start, or since <see cref="ForgetAsync"/>.
    /// </summary>
    public async Task<string[]> ErrorsAsync() => await ValueAsync<string[]>("errors");

    /// <summary>The number of times it waited for data.</summary>
    public Task<int> WaitsAsync() => ValueAsync<int>("waits");

    /// <summary>The longest time without a new picture on screen.</summary>
    public async Task<TimeSpan> LongestAsync() => TimeSpan.FromMilliseconds(await ValueAsync<double>("longestMs"));

    /// <summary>Resets errors, waits and the longest time.</summary>
    public Task ForgetAsync() =>
        page.EvaluateAsync("Object.assign(window.seen, { errors: [], waits: 0, longestMs: 0 })");

    private Task<T> ValueAsync<T>(string name) => page.EvaluateAsync<T>($"window.seen.{name}");
}
