using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace DtlsNotebooks.Tests.Pictures;

/// <summary>A page in the browser that notes every complaint and every attempt to leave the machine.</summary>
public sealed class TestPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = [];
    private readonly string? _server;

    private TestPage(IBrowserContext context, IPage page, string? server)
    {
        _context = context;
        _server = server;
        Page = page;
    }

    /// <summary>The page itself.</summary>
    public IPage Page { get; }

    /// <summary>Opens HTML from a file.</summary>
    public static async Task<TestPage> OpenAsync(IBrowser browser, string folder, string body, TestPageOptions options)
    {
        string ground = options.Dark ? "#1e1e1e" : "#ffffff";
        string path = Path.Combine(folder, Guid.NewGuid().ToString("N") + ".html");
        await File.WriteAllTextAsync(
            path,
            $"<!doctype html><html><head><meta charset=\"utf-8\">{options.Head}<style>body{{margin:0;background:{ground}}}</style></head><body {options.BodyAttributes}>{body}</body></html>"
        );
        return await VisitAsync(browser, path, options);
    }

    /// <summary>Opens a file.</summary>
    public static Task<TestPage> VisitAsync(IBrowser browser, string path, TestPageOptions options) =>
        VisitAsync(browser, new Uri(path), options);

    /// <summary>Opens an address.</summary>
    public static async Task<TestPage> VisitAsync(IBrowser browser, Uri address, TestPageOptions options)
    {
        IBrowserContext context = await browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = options.Width, Height = 900 },
                ColorScheme = options.DarkSystem ? ColorScheme.Dark : ColorScheme.Light,
                JavaScriptEnabled = options.Scripts,
                HasTouch = options.Touch,
                Permissions = ["clipboard-read", "clipboard-write"],
                Offline = options.Server is null,
            }
        );
        IPage page = await context.NewPageAsync();
        var result = new TestPage(context, page, options.Server);
        page.SetDefaultTimeout(60_000);
        page.Console += (_, message) => result.Note(message);
        page.PageError += (_, error) => result._complaints.Enqueue($"error: {error}");
        await page.RouteAsync("**/*", result.RouteAsync);
        if (options.Before is not null)
            await page.AddInitScriptAsync(options.Before);
        if (options.FakeClock)
            await page.Clock.InstallAsync();
        await page.GotoAsync(address.AbsoluteUri);
        return result;
    }

    /// <summary>Waits until so many pictures are drawn.</summary>
    public async Task DrawnAsync(int pictures = 1) =>
        await Page.WaitForFunctionAsync(
            "n => document.querySelectorAll('.dtls-plot .main-svg .cartesianlayer').length >= n",
            pictures
        );

    /// <summary>Runs JavaScript in the page.</summary>
    public Task<T> RunAsync<T>(string script) => Page.EvaluateAsync<T>(script);

    /// <summary>Fails if the page complained, or asked for anything that is not on this machine.</summary>
    public void AssertQuiet() => Assert.Empty(_complaints);

    /// <summary>Closes the page.</summary>
    public async ValueTask DisposeAsync() => await _context.CloseAsync();

    private void Note(IConsoleMessage message)
    {
        if (message.Type is "error" or "warning")
            _complaints.Enqueue($"{message.Type}: {message.Text}");
    }

    private Task RouteAsync(IRoute route)
    {
        string address = route.Request.Url;
        if (
            address.StartsWith("file:", StringComparison.Ordinal)
            || address.StartsWith("data:", StringComparison.Ordinal)
            || (_server is not null && address.StartsWith(_server + "/", StringComparison.Ordinal))
        )
        {
            return route.ContinueAsync();
        }

        _complaints.Enqueue($"request: {address}");
        return route.AbortAsync();
    }
}
