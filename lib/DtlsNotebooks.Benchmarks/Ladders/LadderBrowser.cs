using DtlsNotebooks.Pictures.Plotting;
using DtlsNotebooks.Runner.Pictures;
using Microsoft.Playwright;

namespace DtlsNotebooks.Benchmarks.Ladders;

/// <summary>The Chromium that the machine has, without a window, which draws pages from files.</summary>
internal sealed class LadderBrowser : IAsyncDisposable
{
    private const int Patience = 60_000;
    private const string Drawn = "document.querySelectorAll('.dtls-plot .main-svg .cartesianlayer').length";

    private readonly string _folder = Directory.CreateTempSubdirectory("dtls-notebooks-ladders-").FullName;
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private LadderBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Starts it.</summary>
    /// <returns>Null where there is none.</returns>
    public static async Task<LadderBrowser?> TryOpenAsync()
    {
        if (Chromium.Find() is not string path)
        {
            return null;
        }

        IPlaywright playwright = await Playwright.CreateAsync().ConfigureAwait(false);
        return new LadderBrowser(
            playwright,
            await playwright
                .Chromium.LaunchAsync(
                    new BrowserTypeLaunchOptions
                    {
                        ExecutablePath = path,
                        Headless = true,
                        Timeout = Patience,
                    }
                )
                .ConfigureAwait(false)
        );
    }

    /// <summary>The time from putting a ladder into a page that already draws until its lines stand.</summary>
    /// <param name="first">The HTML of a ladder that the page begins with.</param>
    /// <param name="ladder">The HTML of the one that is timed.</param>
    public async Task<TimeSpan> DrawAsync(string first, string ladder)
    {
        string path = Path.Combine(_folder, "ladder.html");
        await File.WriteAllTextAsync(
                path,
                "<!doctype html><html><head><meta "
                    + $"charset=\"utf-8\"></head><body>{Charts.Ready.ToHtml()}{first}</body></html>"
            )
            .ConfigureAwait(false);
        IPage page = await _browser.NewPageAsync().ConfigureAwait(false);
        try
        {
            page.SetDefaultTimeout(Patience);
            await page.GotoAsync(new Uri(path).AbsoluteUri).ConfigureAwait(false);
            await page.WaitForFunctionAsync($"() => {Drawn} === 1").ConfigureAwait(false);
            double milliseconds = await page.EvaluateAsync<double>(
                    $$"""
                    html => new Promise(resolve => {
                      const start = performance.now();
                      const look = () => {{Drawn}} === 2 ? resolve(performance.now() - start) : requestAnimationFrame(look);
                      document.body.append(document.createRange().createContextualFragment(html));
                      look();
                    })
                    """,
                    ladder
                )
                .WaitAsync(TimeSpan.FromMilliseconds(Patience))
                .ConfigureAwait(false);
            return TimeSpan.FromMilliseconds(milliseconds);
        }
        finally
        {
            await page.CloseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync().ConfigureAwait(false);
        _playwright.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
