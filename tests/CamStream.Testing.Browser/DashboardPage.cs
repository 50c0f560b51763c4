using Microsoft.Playwright;

namespace CamStream.Testing.Browser;

/// <summary>Aspire's dashboard in a browser.</summary>
public sealed class DashboardPage
{
    private const float PatienceMilliseconds = 60_000;
    private const float OneLookMilliseconds = 3_000;

    // Returns the texts of two cells of each row that has both.
    private const string Rows = """
        ([first, second]) => [...document.querySelectorAll('.main-grid tr')]
          .map(row => [row.querySelector(first), row.querySelector(second)])
          .filter(([one, other]) => one && other)
          .map(cells => cells.map(cell => cell.textContent.trim().replace(/\s+/g, ' ')))
        """;

    private readonly IPage _page;
    private readonly Uri _login;

    private DashboardPage(IPage page, Uri login) => (_page, _login) = (page, login);

    /// <summary>Opens the dashboard and signs in.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="login">The URL with the token, as a run prints it.</param>
    public static async Task<DashboardPage> OpenAsync(Chromium browser, Uri login)
    {
        var page = await browser.OpenAsync();
        page.SetDefaultTimeout(PatienceMilliseconds);
        await page.GotoAsync(login.AbsoluteUri);
        return new DashboardPage(page, login);
    }

    /// <summary>The browser page.</summary>
    public IPage Page => _page;

    /// <summary>Opens and reads the table of resources.</summary>
    public async Task<IReadOnlyList<DashboardResource>> ResourcesAsync()
    {
        await GoToAsync("/");
        await _page.WaitForSelectorAsync(".resource-name-text");
        var rows = await RowsAsync(".resource-name-text", ".state-column-cell > span");
        return [.. rows.Select(row => new DashboardResource(row[0], row[1]))];
    }

    /// <summary>Opens a trace, waits for all its spans, and reads them in order.</summary>
    /// <param name="trace">The trace's id.</param>
    /// <param name="count">The number of spans.</param>
    public async Task<IReadOnlyList<DashboardSpan>> SpansAsync(string trace, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(PatienceMilliseconds));
        while (true)
        {
            await GoToAsync($"/traces/detail/{trace}");
            try
            {
                await _page.WaitForFunctionAsync(
                    "count => document.querySelectorAll('.trace-view-grid .span-name-container').length >= count",
                    count,
                    new PageWaitForFunctionOptions { Timeout = OneLookMilliseconds }
                );
                break;
            }
            catch (TimeoutException) when (!patience.IsCancellationRequested)
            {
                // Not all spans have arrived. A trace that does not exist yet does not appear by
                // itself: reload.
            }
        }

        var rows = await RowsAsync(".span-name-container", ".resource-name");
        return [.. rows.Select(row => new DashboardSpan(row[0], row[1]))];
    }

    /// <summary>
    /// The texts of the dashboard's warning bars at the top of the page.
    /// </summary>
    public async Task<IReadOnlyList<string>> BannersAsync() =>
        await _page.Locator(".dashboard-message-bar").AllInnerTextsAsync();

    private Task<IResponse?> GoToAsync(string path) => _page.GotoAsync(new Uri(_login, path).AbsoluteUri);

    private Task<string[][]> RowsAsync(string first, string second) =>
        _page.EvaluateAsync<string[][]>(Rows, new[] { first, second });
}
