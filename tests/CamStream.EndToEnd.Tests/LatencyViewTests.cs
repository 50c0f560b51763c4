using System.Text.Json;
using CamStream.Testing.Browser;
using Microsoft.Playwright;

namespace CamStream.EndToEnd;

[Collection<DemoTests>]
public class LatencyViewTests(DemoSystem demo) : SharedSystemTests(demo)
{
    private const float PatienceMilliseconds = 90_000;

    private static readonly string[] _stages =
    [
        "camera",
        "network",
        "ingest",
        "feed",
        "encode",
        "package",
        "deliver",
        "render",
    ];

    // In one evaluation, because the page redraws it every two seconds. An unknown stage has no
    // milliseconds.
    private const string Waterfall = """
        () => {
          const rows = [...document.querySelectorAll('#latency .waterfall [data-stage]')];
          return {
            stages: rows.filter(row => row.dataset.ms !== '').map(row => row.dataset.stage),
            sum: rows.reduce((sum, row) => sum + Number(row.dataset.ms), 0),
            total: Number(document.querySelector('#latency .whole').dataset.ms),
            sentence: document.querySelector('#latency .sentence').textContent,
          };
        }
        """;

    // Whether the chart has some samples, and the colours of the two longest stages.
    private const string ChartIsDrawn = """
        () => {
          const canvas = document.querySelector('#latency canvas');
          if (!canvas?.width || !(Number(document.querySelector('#latency .plot').dataset.samples) >= 3)) return false;
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          const seen = new Set();
          for (let i = 0; i < data.length; i += 4) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
          const styles = getComputedStyle(canvas);
          const colour = stage => parseInt(styles.getPropertyValue(`--${stage}`).trim().slice(1), 16);
          return ['package', 'render'].every(stage => seen.has(colour(stage)));
        }
        """;

    [Fact]
    public async Task A_camera_shown_alone_breaks_down_the_time_from_shutter_to_screen()
    {
        await using var browser = await Chromium.StartAsync();
        var wall = await Wall.OpenAsync(browser, System);
        await wall.UntilAsync("pattern-1", "live");

        await wall.Page.ClickAsync("[data-camera=\"pattern-1\"] .open");
        await wall.Page.WaitForSelectorAsync(
            "#latency .waterfall [data-stage=\"render\"]:not([data-ms=\"\"])",
            new PageWaitForSelectorOptions { Timeout = PatienceMilliseconds }
        );

        var shown = await wall.Page.EvaluateAsync<JsonElement>(Waterfall);
        shown.GetProperty("stages").EnumerateArray().Select(stage => stage.GetString()).ShouldBe(_stages);
        shown.GetProperty("sum").GetDouble().ShouldBe(shown.GetProperty("total").GetDouble(), tolerance: 0.1);
        shown.GetProperty("sentence").GetString()!.ShouldContain("from shutter to screen");

        await wall.Page.WaitForFunctionAsync(
            ChartIsDrawn,
            null,
            new PageWaitForFunctionOptions { Timeout = PatienceMilliseconds }
        );
    }
}
