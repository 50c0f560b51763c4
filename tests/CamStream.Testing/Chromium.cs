using System.Reflection;
using Microsoft.Playwright;

namespace CamStream.Testing;

/// <summary>The installed Chromium, headless, with a profile of its own that is gone when disposed; muted video plays without being asked for.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] _programs =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"];

    private static readonly string[] _flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--autoplay-policy=no-user-gesture-required",
    ];

    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("camstream-chromium-");
    private readonly IPlaywright _playwright;
    private IBrowserContext? _context;

    private Chromium(IPlaywright playwright) => _playwright = playwright;

    /// <param name="width">Of every page, in pixels.</param>
    /// <param name="height">Of every page, in pixels.</param>
    public static async Task<Chromium> StartAsync(int width = 1280, int height = 800)
    {
        UseUnpackedDriver();
        var chromium = new Chromium(await Playwright.CreateAsync());
        try
        {
            chromium._context = await chromium._playwright.Chromium.LaunchPersistentContextAsync(chromium._profile.FullName, new()
            {
                ExecutablePath = Program(),
                Headless = true,
                Args = _flags,
                ViewportSize = new ViewportSize { Width = width, Height = height },
            });
            return chromium;
        }
        catch
        {
            await chromium.DisposeAsync();
            throw;
        }
    }

    /// <summary>A new tab.</summary>
    public Task<IPage> NewPageAsync() => _context!.NewPageAsync();

    public async ValueTask DisposeAsync()
    {
        if (_context is not null) await _context.DisposeAsync();
        _playwright.Dispose();
        _profile.Delete(recursive: true);
    }

    private static string Program() => Environment.GetEnvironmentVariable("CHROMIUM") ?? _programs.FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException("Chromium is not installed: apt-get install chromium, or name it in the variable CHROMIUM.");

    private static void UseUnpackedDriver()
    {
        const string variable = "PLAYWRIGHT_DRIVER_SEARCH_PATH";
        if (Environment.GetEnvironmentVariable(variable) is not null) return;
        var driver = typeof(Chromium).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "PlaywrightDriver").Value;
        Environment.SetEnvironmentVariable(variable, driver);
    }
}
