using System.Text;
using System.Text.RegularExpressions;
using DtlsNotebooks.Pictures;
using DtlsNotebooks.Tests.Dissection;
using Microsoft.Playwright;

namespace DtlsNotebooks.Tests.Pictures.ByteMaps;

/// <summary>Byte maps as a browser shows them, without any script.</summary>
[Collection(BrowserTests.Name)]
public class ByteMapPageTests(Browser browser)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pointing_at_a_field_explains_it(bool dark)
    {
        await using TestPage page = await browser.OpenAsync(ByteMapTests.Udp().ToHtml(), Themed(dark));
        ILocator tip = page.Page.Locator(".dtls-tip", new() { HasText = "source port" });
        Assert.False(await tip.IsVisibleAsync());

        await page.Page.Locator(".dtls-field").First.HoverAsync();

        Assert.True(await tip.IsVisibleAsync());
        string words = await tip.InnerTextAsync();
        Assert.All(
            ["source port", "50000", "Where a reply goes.", "bytes 0–1", "RFC 768"],
            part => Assert.Contains(part, words, StringComparison.Ordinal)
        );
        page.AssertQuiet();
    }

    [Fact]
    public async Task On_paper_a_whole_ClientHello_takes_two_sheets_at_most()
    {
        var capture = new DtlsNotebooks.Proxy.Capture(Handshakes.Get("EC, cookie").Capture);
        await using TestPage page = await browser.OpenAsync(capture.ByteMap(1).ToHtml());
        await page.Page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.True(
            await page.RunAsync<bool>(
                "() => [...document.querySelectorAll('.dtls-leaf')].every(field => field.getBoundingClientRect().height > 0)"
            )
        );
        string sheets = Encoding.Latin1.GetString(await page.Page.PdfAsync(new() { Format = PaperFormat.A4 }));
        Assert.InRange(Regex.Count(sheets, @"/Type\s*/Page\b"), 1, 2);
    }

    [Fact]
    public async Task The_keyboard_moves_from_field_to_field()
    {
        await using TestPage page = await browser.OpenAsync(ByteMapTests.Udp().ToHtml());
        ILocator shown = page.Page.Locator(".dtls-tip:visible b");

        var seen = new List<string>();
        for (int i = 0; i < 6 && seen.Count < 5; i++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            seen.AddRange(await shown.AllInnerTextsAsync());
        }

        Assert.Equal(["source port", "destination port", "length", "checksum", "data"], seen);
    }

    [Theory]
    [InlineData(false, "rgb(31, 41, 51)", "rgb(211, 232, 248)")]
    [InlineData(true, "rgb(228, 231, 235)", "rgb(23, 63, 90)")]
    public async Task Colours_follow_the_host(bool dark, string text, string tint)
    {
        await using TestPage page = await browser.OpenAsync(ByteMapTests.Udp().ToHtml(), Themed(dark));

        Assert.Equal(
            text,
            await page.RunAsync<string>("() => getComputedStyle(document.querySelector('.dtls-field')).color")
        );
        Assert.Equal(
            tint,
            await page.RunAsync<string>("() => getComputedStyle(document.querySelector('.dtls-field')).backgroundColor")
        );
    }

    [Fact]
    public async Task A_large_datagram_stays_in_a_box_of_one_screen()
    {
        await using TestPage page = await browser.OpenAsync(
            ByteMapTests.Nested(1400).ToHtml(),
            new TestPageOptions { Width = 700 }
        );

        Assert.True(
            await page.RunAsync<bool>("() => document.querySelector('.dtls').getBoundingClientRect().height < 1100")
        );
        Assert.True(await page.RunAsync<bool>("() => document.documentElement.scrollWidth <= 700"));
        Assert.Equal(
            88,
            await page.RunAsync<int>("() => document.querySelector('.dtls-hex').textContent.split('\\n').length")
        );
    }

    private static TestPageOptions Themed(bool dark) =>
        new() { Dark = dark, BodyAttributes = dark ? "class=\"vscode-dark\"" : "class=\"vscode-light\"" };
}
