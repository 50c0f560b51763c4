using System.Text.Json;
using CamStream.Testing.Browser;
using Microsoft.Playwright;

namespace CamStream.Bench.Browser;

/// <summary>A page in Chromium that reads the capture time of every picture it shows.</summary>
internal sealed class WatchedPage : IAsyncDisposable
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    private readonly Chromium _chromium;
    private readonly IPage _page;

    private WatchedPage(Chromium chromium, IPage page) => (_chromium, _page) = (chromium, page);

    /// <summary>Starts Chromium; <see cref="OpenAsync"/> opens the page.</summary>
    public static async Task<WatchedPage> StartAsync()
    {
        var chromium = await Chromium.StartAsync();
        try
        {
            var page = await chromium.OpenAsync();
            await page.AddInitScriptAsync(Resource.Read("frames.js"));
            return new WatchedPage(chromium, page);
        }
        catch
        {
            await chromium.DisposeAsync();
            throw;
        }
    }

    public Task OpenAsync(Uri address) =>
        _page.GotoAsync(address.AbsoluteUri, new() { WaitUntil = WaitUntilState.Commit });

    /// <summary>The pictures shown since the last call.</summary>
    public Task<ShownPicture[]> TakeAsync() => EvaluateAsync<ShownPicture[]>("camstreamBench.take()");

    public async Task<T> EvaluateAsync<T>(string expression) =>
        JsonSerializer.Deserialize<T>(await _page.EvaluateAsync<string>($"JSON.stringify({expression})"), _json)!;

    public ValueTask DisposeAsync() => _chromium.DisposeAsync();
}
