using Microsoft.Playwright;

namespace DtlsNotebooks.Tests.Display;

/// <summary>One headless Chromium for all tests of drawn pages: the one that the machine has, never a download.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] s_names =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge"];

    private static readonly string[] s_places =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "Google/Chrome/Application/chrome.exe"),
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86), "Google/Chrome/Application/chrome.exe"),
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86), "Microsoft/Edge/Application/msedge.exe"),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("dtls-notebooks-pages-").FullName;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Starts the browser where there is one.</summary>
    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } path)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Headless = true,
            Timeout = 60_000,
        });
    }

    /// <summary>Opens a page from a file, or skips the test where there is no browser.</summary>
    /// <param name="body">The HTML of its body.</param>
    /// <param name="options">How the page looks and starts.</param>
    public async Task<TestPage> OpenAsync(string body, TestPageOptions? options = null)
    {
        if (_browser is null)
            Assert.Skip("No Chromium, Chrome or Edge was found on this machine.");
        return await TestPage.OpenAsync(_browser, _folder, body, options ?? new TestPageOptions());
    }

    /// <summary>Ends the browser.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string? Find()
    {
        var endings = OperatingSystem.IsWindows() ? ".exe" : "";
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return s_names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name + endings))).Concat(s_places).FirstOrDefault(File.Exists);
    }
}
