using System.Reflection;
using Microsoft.Playwright;

namespace CamStream.Testing.Browser;

/// <summary>
/// The installed Chromium, headless, with a temporary profile. It downloads nothing.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] _names = ["chromium", "chromium-browser", "google-chrome"];

    private static readonly string[] _arguments =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--autoplay-policy=no-user-gesture-required",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowserContext _context;
    private readonly DirectoryInfo _profile;

    private Chromium(IPlaywright playwright, IBrowserContext context, DirectoryInfo profile) =>
        (_playwright, _context, _profile) = (playwright, context, profile);

    public static async Task<Chromium> StartAsync()
    {
        UseUnpackedDriver();
        var profile = Directory.CreateTempSubdirectory("camstream-chromium-");
        var playwright = await Playwright.CreateAsync();
        try
        {
            var context = await playwright.Chromium.LaunchPersistentContextAsync(
                profile.FullName,
                new BrowserTypeLaunchPersistentContextOptions
                {
                    ExecutablePath = Program(),
                    Headless = true,
                    Args = _arguments,
                    ViewportSize = new ViewportSize { Width = 1280, Height = 800 },
                }
            );
            return new Chromium(playwright, context, profile);
        }
        catch
        {
            playwright.Dispose();
            profile.Delete(recursive: true);
            throw;
        }
    }

    public Task<IPage> OpenAsync() => _context.NewPageAsync();

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        _playwright.Dispose();
        try
        {
            _profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // The browser's last helper process may still write. The system cleans up its temporary
            // files.
        }
    }

    private static void UseUnpackedDriver()
    {
        const string variable = "PLAYWRIGHT_DRIVER_SEARCH_PATH";
        if (Environment.GetEnvironmentVariable(variable) is not null)
            return;
        var driver = typeof(Chromium)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "PlaywrightDriver")
            .Value;
        Environment.SetEnvironmentVariable(variable, driver);
    }

    private static string Program() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .SelectMany(folder => _names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException(
            $"No browser on the PATH: {string.Join(", ", _names)}. Debian: apt-get install chromium"
        );
}
