using CamStream.Testing.Browser;
using Microsoft.Playwright;

namespace CamStream.EndToEnd;

/// <summary>
/// The page in a real browser, as a person sees it: the text on the tiles and the pictures.
/// </summary>
internal sealed class Wall(IPage page)
{
    private const float Patience = 90_000; // milliseconds

    // Longer than the page's own limit, whose failure says why.
    private static readonly TimeSpan _limit = TimeSpan.FromMilliseconds(Patience + 5_000);

    // Draws a tile's picture into a small canvas, and counts the different pictures since the first
    // call.
    private const string DifferentPictures = """
        ([camera, wanted]) => {
          const video = document.querySelector(`[data-camera="${camera}"] video`);
          if (!video || video.readyState < 2) return false;
          const canvas = document.createElement('canvas');
          [canvas.width, canvas.height] = [64, 48];
          const context = canvas.getContext('2d');
          context.drawImage(video, 0, 0, 64, 48);
          const seen = ((window.picturesSeen ??= {})[camera] ??= new Set());
          seen.add(context.getImageData(0, 0, 64, 48).data.join());
          return seen.size >= wanted;
        }
        """;

    public IPage Page => page;

    public static async Task<Wall> OpenAsync(Chromium browser, RunningSystem system)
    {
        var page = await browser.OpenAsync();
        await page.GotoAsync(system.Page.ToString());
        return new Wall(page);
    }

    /// <summary>Waits until a camera's tile shows <paramref name="state"/>.</summary>
    public Task UntilAsync(string camera, string state) =>
        SelectAsync($"""[data-camera="{camera}"][data-state="{state}"]""");

    /// <summary>Waits until a camera's tile does not show live.</summary>
    public Task UntilNotLiveAsync(string camera) =>
        SelectAsync($"""[data-camera="{camera}"]:not([data-state="live"])""");

    /// <summary>Waits until a camera's picture has a width in pixels.</summary>
    public Task UntilWidthAsync(string camera, int width) =>
        FunctionAsync(
            $"{camera} to be {width} pixels wide on the page",
            "([camera, width]) => document.querySelector(`[data-camera=\"${camera}\"] video`)?.videoWidth === width",
            new object[] { camera, width }
        );

    /// <summary>
    /// Waits until a tile has shown a number of different pictures, counted from now.
    /// </summary>
    public async Task UntilPicturesMoveAsync(string camera, int pictures = 5)
    {
        await page.EvaluateAsync("camera => { if (window.picturesSeen) delete window.picturesSeen[camera]; }", camera);
        await FunctionAsync(
            $"{pictures} different pictures of {camera} on the page",
            DifferentPictures,
            new object[] { camera, pictures }
        );
    }

    /// <summary>Waits until a tile shows its latency, and returns it in milliseconds.</summary>
    public async Task<int> LatencyAsync(string camera)
    {
        var shown = await FunctionAsync(
            $"a latency of {camera} on the page",
            "camera => Number(document.querySelector(`[data-camera=\"${camera}\"]`)?.dataset.latency) || false",
            camera
        );
        return await shown.JsonValueAsync<int>();
    }

    /// <summary>Starts to measure the longest time without a new picture on a tile.</summary>
    public Task WatchWaitsAsync(string camera) =>
        page.EvaluateAsync(
            """
            camera => {
              const video = document.querySelector(`[data-camera="${camera}"] video`);
              window.longestWaitMs = 0;
              let last = null;
              const shown = now => {
                if (last !== null) window.longestWaitMs = Math.max(window.longestWaitMs, now - last);
                last = now;
                video.requestVideoFrameCallback(shown);
              };
              video.requestVideoFrameCallback(shown);
            }
            """,
            camera
        );

    /// <summary>The longest time measured.</summary>
    public async Task<TimeSpan> LongestWaitAsync() =>
        TimeSpan.FromMilliseconds(await page.EvaluateAsync<double>("window.longestWaitMs"));

    /// <summary>A value of the page's debugging object, as JSON.</summary>
    public Task<T> DebugAsync<T>(string camera, string value) =>
        page.EvaluateAsync<T>($"camera => window.camstream.cameras[camera].{value}", camera);

    private Task<IElementHandle?> SelectAsync(string selector) =>
        Wait.ForAsync(
            $"{selector} on the page",
            _ => page.WaitForSelectorAsync(selector, new PageWaitForSelectorOptions { Timeout = Patience }),
            _limit
        );

    private Task<IJSHandle> FunctionAsync(string what, string function, object argument) =>
        Wait.ForAsync(
            what,
            _ => page.WaitForFunctionAsync(function, argument, new PageWaitForFunctionOptions { Timeout = Patience }),
            _limit
        );
}
