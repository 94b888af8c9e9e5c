using DtlsNotebooks.Runner.Pictures;
using Microsoft.Playwright;

namespace DtlsNotebooks.Benchmarks.Browsing;

/// <summary>The Chromium that the machine has, without a window, which draws pages from files.</summary>
internal sealed class PictureBrowser : IAsyncDisposable
{
    /// <summary>Says why there are no times to draw, where there is no browser.</summary>
    public const string Missing =
        "The time to draw was skipped: no Chromium, Chrome or Edge was found on this machine.";

    private const int Patience = 60_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("dtls-notebooks-pictures-").FullName;
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private PictureBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Starts it.</summary>
    /// <returns>Null where there is none.</returns>
    public static async Task<PictureBrowser?> TryOpenAsync()
    {
        if (Chromium.Find() is not string path)
        {
            return null;
        }

        IPlaywright playwright = await Playwright.CreateAsync().ConfigureAwait(false);
        return new PictureBrowser(
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

    /// <summary>The time from putting a picture into a page that already shows one until it stands there too.</summary>
    /// <param name="first">The HTML that the page begins with, with one picture in it.</param>
    /// <param name="picture">The HTML of the picture that is timed.</param>
    /// <param name="part">The CSS selector of what stands once in each picture that is drawn.</param>
    /// <param name="isStatic">
    /// No script draws the picture, so it stands at once; its time ends with the first frame that shows it.
    /// </param>
    public async Task<TimeSpan> DrawAsync(string first, string picture, string part, bool isStatic = false)
    {
        string path = Path.Combine(_folder, "picture.html");
        await File.WriteAllTextAsync(
                path,
                $"<!doctype html><html><head><meta charset=\"utf-8\"></head><body>{first}</body></html>"
            )
            .ConfigureAwait(false);
        IPage page = await _browser.NewPageAsync().ConfigureAwait(false);
        try
        {
            page.SetDefaultTimeout(Patience);
            await page.GotoAsync(new Uri(path).AbsoluteUri).ConfigureAwait(false);
            await page.WaitForFunctionAsync("part => document.querySelectorAll(part).length === 1", part)
                .ConfigureAwait(false);
            double milliseconds = await page.EvaluateAsync<double>(
                    """
                    ({ picture, part, isStatic }) => new Promise(resolve => {
                      const start = performance.now();
                      const end = () => resolve(performance.now() - start);
                      const shown = () => requestAnimationFrame(() => setTimeout(end));
                      const look = () => {
                        if (document.querySelectorAll(part).length !== 2) requestAnimationFrame(look);
                        else if (isStatic) shown();
                        else end();
                      };
                      document.body.append(document.createRange().createContextualFragment(picture));
                      look();
                    })
                    """,
                    new
                    {
                        picture,
                        part,
                        isStatic,
                    }
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
