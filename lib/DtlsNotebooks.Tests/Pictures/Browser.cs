using DtlsNotebooks.Runner.Pictures;
using Microsoft.Playwright;

namespace DtlsNotebooks.Tests.Pictures;

/// <summary>
/// One headless Chromium for all tests of drawn pages: the one that the machine has, never a download.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dtls-notebooks-pages-").FullName;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Starts the browser where there is one.</summary>
    public async ValueTask InitializeAsync()
    {
        if (Chromium.Find() is not { } path)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = path,
                Headless = true,
                // Where no window is there is no graphics card to be had, and a process that stands in for one costs.
                Args = ["--disable-gpu"],
                Timeout = 60_000,
            }
        );
    }

    /// <summary>Opens a page from a file, or skips the test where there is no browser.</summary>
    /// <param name="body">The HTML of its body.</param>
    /// <param name="options">How the page looks and starts.</param>
    public async Task<TestPage> OpenAsync(string body, TestPageOptions? options = null) =>
        await TestPage.OpenAsync(Found(), _folder, body, options ?? new TestPageOptions());

    /// <summary>Opens a page that lies on the disk, or skips the test where there is no browser.</summary>
    /// <param name="file">The page.</param>
    /// <param name="options">How the page starts.</param>
    public async Task<TestPage> VisitAsync(string file, TestPageOptions? options = null) =>
        await TestPage.VisitAsync(Found(), file, options ?? new TestPageOptions());

    /// <summary>Opens a page that a server of this machine gives, or skips the test where there is no browser.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="options">How the page starts.</param>
    public async Task<TestPage> VisitAsync(Uri address, TestPageOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        return await TestPage.VisitAsync(
            Found(),
            address,
            (options ?? new TestPageOptions()) with
            {
                Server = address.GetLeftPart(UriPartial.Authority),
            }
        );
    }

    private IBrowser Found()
    {
        if (_browser is null)
            Assert.Skip("No Chromium, Chrome or Edge was found on this machine.");
        return _browser;
    }

    /// <summary>Ends the browser.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
