using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using CamStream.AppHost.Announcement;
using CamStream.Testing.Browser;
using Microsoft.Playwright;

namespace CamStream.Bench.Screenshots;

/// <summary>
/// Makes the pictures in README and docs, from a run with three simulated cameras, two encoders and
/// the dashboard.
/// </summary>
internal static class ScreenshotsCommand
{
    private const string Camera = "pattern-1";
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private const int Width = 1280;
    private const int Spans = 8; // of a frame that a viewer saw: docs/tracing.md
    private const int WallMilliseconds = 8000; // one or two segments: every tile plays and shows its latency
    private const int AloneMilliseconds = 30_000; // enough latency to draw

    public static async Task RunAsync(string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var accounts = Directory.CreateTempSubdirectory("camstream-accounts-");
        try
        {
            await ShootAsync(folder, accounts.FullName, cancellation);
        }
        finally
        {
            accounts.Delete(recursive: true);
        }
    }

    private static async Task ShootAsync(string folder, string accounts, CancellationToken cancellation)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.CamStream_AppHost>(
            ["--Cameras=3", "--Encoders=2", "--Port=0", "--Broker=local", $"--Accounts={accounts}"],
            (options, _) => options.DisableDashboard = false,
            cancellation
        );
        await using var application = await builder.BuildAsync(cancellation);
        await application.StartAsync(cancellation);
        await application
            .ResourceNotifications.WaitForResourceHealthyAsync("gateway", cancellation)
            .WaitAsync(_patience, cancellation);

        await using var browser = await Chromium.StartAsync();
        var page = await browser.OpenAsync();
        await page.GotoAsync(application.GetEndpoint("gateway", "http").ToString());
        await page.WaitForTimeoutAsync(WallMilliseconds);
        await ShootAsync(page, 420, folder, "page.png");

        await page.GotoAsync(new Uri(application.GetEndpoint("gateway", "http"), $"/#/{Camera}").ToString());
        await page.WaitForTimeoutAsync(AloneMilliseconds);
        await ShootAsync(page, 800, folder, "camera.png");

        var dashboard = await DashboardPage.OpenAsync(browser, new Uri(DashboardLogin.Url(application.Services)!));
        await dashboard.ResourcesAsync();
        await ShootAsync(dashboard.Page, 640, folder, "dashboard.png");

        await dashboard.SpansAsync(await NewestTraceAsync(application, cancellation), Spans);
        await ShootAsync(dashboard.Page, 410, folder, "trace.png");
    }

    private static async Task ShootAsync(IPage page, int height, string folder, string file)
    {
        await page.SetViewportSizeAsync(Width, height);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, file) });
    }

    // The trace of a frame that the page showed: it has all eight spans.
    private static async Task<string> NewestTraceAsync(
        DistributedApplication application,
        CancellationToken cancellation
    )
    {
        using var client = application.CreateHttpClient("gateway", "http");
        using var latency = JsonDocument.Parse(
            await client.GetStringAsync(new Uri($"/api/cameras/{Camera}/latency", UriKind.Relative), cancellation)
        );
        return latency.RootElement.GetProperty("newest").GetProperty("traceId").GetString()!;
    }
}
