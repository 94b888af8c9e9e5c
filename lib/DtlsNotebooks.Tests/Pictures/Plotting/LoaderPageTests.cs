using DtlsNotebooks.Pictures.Plotting;
using DtlsNotebooks.Tests.Pictures.Ladders;
using Microsoft.Playwright;

namespace DtlsNotebooks.Tests.Pictures.Plotting;

/// <summary>How pictures and the loader meet in the pages of different hosts.</summary>
[Collection(BrowserTests.Name)]
public class LoaderPageTests(Browser browser)
{
    private const string LabelColor = "() => getComputedStyle(document.querySelector('.dtls-words text')).fill";
    private const string LightText = "rgb(31, 41, 51)";
    private const string DarkText = "rgb(228, 231, 235)";

    [Fact]
    public async Task A_picture_waits_for_the_loader_that_comes_after_it()
    {
        await using TestPage page = await browser.OpenAsync(SampleLadders.Handshake().ToHtml() + Charts.Ready.ToHtml());

        await page.DrawnAsync();

        page.AssertQuiet();
    }

    [Fact]
    public async Task A_picture_that_a_host_adds_later_is_drawn_too()
    {
        await using TestPage page = await browser.OpenAsync(Charts.Ready.ToHtml());

        await page.Page.EvaluateAsync(
            """
            html => {
              const output = document.createElement('div');
              output.innerHTML = html;
              for (const old of output.querySelectorAll('script')) {
                const script = document.createElement('script');
                script.text = old.text;
                document.head.appendChild(script);
              }
              document.body.appendChild(output);
            }
            """,
            SampleLadders.Handshake().ToHtml()
        );

        await page.DrawnAsync();
        page.AssertQuiet();
    }

    [Fact]
    public async Task Running_the_set_up_cell_twice_does_no_harm()
    {
        await using TestPage page = await browser.OpenAsync(
            Charts.Ready.ToHtml()
                + SampleLadders.Handshake().ToHtml()
                + Charts.Ready.ToHtml()
                + SampleLadders.BadNetwork().ToHtml()
        );

        await page.DrawnAsync(2);

        page.AssertQuiet();
    }

    [Fact]
    public async Task With_require_js_on_the_page_plotly_js_stays_global()
    {
        const string FakeLoader = """
            <script>
            window.taken = 0;
            window.define = function () { window.taken++; };
            window.define.amd = {};
            window.module = { exports: {} };
            window.exports = window.module.exports;
            </script>
            """;
        await using TestPage page = await browser.OpenAsync(
            Charts.Ready.ToHtml() + SampleLadders.Handshake().ToHtml(),
            new TestPageOptions { Head = FakeLoader }
        );
        await page.DrawnAsync();

        Assert.Equal("2.28.0", await page.RunAsync<string>("() => window.Plotly.version"));
        Assert.Equal(0, await page.RunAsync<int>("() => window.taken"));
        Assert.Equal(0, await page.RunAsync<int>("() => Object.keys(window.module.exports).length"));
        Assert.True(await page.RunAsync<bool>("() => Boolean(window.define.amd)"));
        page.AssertQuiet();
    }

    [Fact]
    public async Task Without_the_loader_the_text_ladder_stands_there_and_later_a_hint()
    {
        await using TestPage page = await browser.OpenAsync(
            SampleLadders.Handshake().ToHtml(),
            new TestPageOptions { FakeClock = true }
        );
        ILocator hint = page.Page.Locator(".dtls-wait");

        Assert.Contains(
            "HelloVerifyRequest · cookie",
            await page.Page.Locator(".dtls-fallback").InnerTextAsync(),
            StringComparison.Ordinal
        );
        Assert.False(await hint.IsVisibleAsync());
        await page.Page.Clock.FastForwardAsync(61_000);

        Assert.True(await hint.IsVisibleAsync());
        Assert.Contains("run the notebook's set-up cells", await hint.InnerTextAsync(), StringComparison.Ordinal);
        page.AssertQuiet();
    }

    [Theory]
    [InlineData("class=\"vscode-dark\"", false, true)]
    [InlineData("class=\"vscode-light\"", true, false)]
    [InlineData("class=\"vscode-high-contrast\"", false, true)]
    [InlineData("class=\"vscode-high-contrast vscode-high-contrast-light\"", true, false)]
    [InlineData("data-jp-theme-light=\"false\"", false, true)]
    [InlineData("data-jp-theme-light=\"true\"", true, false)]
    [InlineData("", false, false)]
    [InlineData("", true, true)]
    public async Task The_theme_is_that_of_the_page(string body, bool darkGround, bool dark)
    {
        await using TestPage page = await browser.OpenAsync(
            Charts.Ready.ToHtml() + SampleLadders.Handshake().ToHtml(),
            new TestPageOptions { BodyAttributes = body, Dark = darkGround }
        );
        await page.DrawnAsync();

        Assert.Equal(dark ? DarkText : LightText, await page.RunAsync<string>(LabelColor));
        Assert.Equal(
            dark ? DarkText : LightText,
            await page.RunAsync<string>(
                "() => getComputedStyle(document.querySelector('.dtls-figure .dtls-title')).color"
            )
        );
    }

    [Fact]
    public async Task Where_the_page_says_nothing_the_system_decides_and_the_picture_brings_its_ground()
    {
        await using TestPage page = await browser.OpenAsync(
            Charts.Ready.ToHtml() + SampleLadders.Handshake().ToHtml(),
            new TestPageOptions { BodyAttributes = "style=\"background:none\"" }
        );
        await page.DrawnAsync();

        await page.Page.EmulateMediaAsync(new() { ColorScheme = Microsoft.Playwright.ColorScheme.Dark });
        await page.Page.WaitForFunctionAsync($"color => ({LabelColor})() === color", DarkText);

        Assert.Equal(
            "rgb(30, 30, 30)",
            await page.RunAsync<string>(
                "() => getComputedStyle(document.querySelector('.dtls-figure')).backgroundColor"
            )
        );
    }

    [Fact]
    public async Task A_picture_follows_the_page_when_its_theme_changes()
    {
        await using TestPage page = await browser.OpenAsync(
            Charts.Ready.ToHtml() + SampleLadders.Handshake().ToHtml(),
            new TestPageOptions { BodyAttributes = "class=\"vscode-light\"" }
        );
        await page.DrawnAsync();
        Assert.Equal(LightText, await page.RunAsync<string>(LabelColor));

        await page.Page.EvaluateAsync("() => { document.body.className = 'vscode-dark'; }");
        await page.Page.WaitForFunctionAsync($"color => ({LabelColor})() === color", DarkText);

        await page.Page.EvaluateAsync(
            "() => { document.body.className = ''; document.documentElement.dataset.theme = 'light'; }"
        );
        await page.Page.WaitForFunctionAsync($"color => ({LabelColor})() === color", LightText);
        page.AssertQuiet();
    }

    [Fact]
    public async Task Paper_gets_the_light_theme_and_the_whole_ladder()
    {
        await using TestPage page = await browser.OpenAsync(
            Charts.Ready.ToHtml() + SampleLadders.Large(60).ToHtml(),
            new TestPageOptions { Dark = true }
        );
        await page.DrawnAsync();

        await page.Page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
        await page.Page.EvaluateAsync("() => window.dispatchEvent(new Event('beforeprint'))");

        Assert.Equal(LightText, await page.RunAsync<string>(LabelColor));
        Assert.True(
            await page.RunAsync<bool>(
                "() => { const box = document.querySelector('.dtls-scroll'); return box.scrollHeight <= "
                    + "box.clientHeight + 1; }"
            )
        );
        Assert.True(
            await page.RunAsync<bool>(
                "() => document.querySelector('.dtls-plot .main-svg').getBoundingClientRect().width <= 660"
            )
        );
        await page.Page.EvaluateAsync("() => window.dispatchEvent(new Event('afterprint'))");
        await page.Page.WaitForFunctionAsync($"color => ({LabelColor})() === color", DarkText);
    }

    [Fact]
    public async Task A_picture_follows_the_width_of_its_place()
    {
        await using TestPage page = await browser.OpenAsync(
            Charts.Ready.ToHtml() + SampleLadders.Handshake().ToHtml(),
            new TestPageOptions { Width = 1000 }
        );
        await page.DrawnAsync();

        await page.Page.SetViewportSizeAsync(720, 900);
        await page.Page.WaitForFunctionAsync(
            "() => document.querySelector('.dtls-plot .main-svg').getBoundingClientRect().width < 720"
        );

        DrawnText[] texts = await page.RunAsync<DrawnText[]>(DrawnText.Script);
        Assert.All(texts, text => Assert.DoesNotContain('…', text.Text));
        Assert.All(texts, text => Assert.InRange(text.Right, 0, 720));
        page.AssertQuiet();
    }
}
