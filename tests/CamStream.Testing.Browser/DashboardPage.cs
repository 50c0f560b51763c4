using Microsoft.Playwright;

namespace CamStream.Testing.Browser;

/// <summary>Aspire's dashboard in a browser.</summary>
public sealed class DashboardPage
{
    private const float PatienceMilliseconds = 60_000;
    private const float OneLookMilliseconds = 3_000;

    // The texts of two parts of each row that has both.
    private const string Rows = """
        ([first, second]) => [...document.querySelectorAll('.main-grid tr')]
          .map(row => [row.querySelector(first), row.querySelector(second)])
          .filter(([one, other]) => one && other)
          .map(cells => cells.map(cell => cell.textContent.trim().replace(/\s+/g, ' ')))
        """;

    private readonly IPage _page;
    private readonly Uri _login;

    private DashboardPage(IPage page, Uri login) => (_page, _login) = (page, login);

    /// <summary>Signs in.</summary>
    /// <param name="browser">Where.</param>
    /// <param name="login">The URL with the token, as a run prints it.</param>
    public static async Task<DashboardPage> OpenAsync(Chromium browser, Uri login)
    {
        var page = await browser.OpenAsync();
        page.SetDefaultTimeout(PatienceMilliseconds);
        await page.GotoAsync(login.AbsoluteUri);
        return new DashboardPage(page, login);
    }

    /// <summary>The page itself.</summary>
    public IPage Page => _page;

    /// <summary>Opens the table of resources, and reads it.</summary>
    public async Task<IReadOnlyList<DashboardResource>> ResourcesAsync()
    {
        await GoToAsync("/");
        await _page.WaitForSelectorAsync(".resource-name-text");
        var rows = await RowsAsync(".resource-name-text", ".state-column-cell > span");
        return [.. rows.Select(row => new DashboardResource(row[0], row[1]))];
    }

    /// <summary>Opens a trace and reads its spans in their order, once all have come.</summary>
    /// <param name="trace">The trace's id.</param>
    /// <param name="count">How many spans it has.</param>
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
                // Not all have come yet, and a trace that is not there yet does not come by
                // itself: look again.
            }
        }

        var rows = await RowsAsync(".span-name-container", ".resource-name");
        return [.. rows.Select(row => new DashboardSpan(row[0], row[1]))];
    }

    /// <summary>
    /// The texts of the bars on top of the page, with which the dashboard warns.
    /// </summary>
    public async Task<IReadOnlyList<string>> BannersAsync() =>
        await _page.Locator(".dashboard-message-bar").AllInnerTextsAsync();

    private Task<IResponse?> GoToAsync(string path) => _page.GotoAsync(new Uri(_login, path).AbsoluteUri);

    private Task<string[][]> RowsAsync(string first, string second) =>
        _page.EvaluateAsync<string[][]>(Rows, new[] { first, second });
}
