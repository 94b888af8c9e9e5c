using System.Text.RegularExpressions;
using DtlsNotebooks.Tests.Pictures;
using Microsoft.Playwright;

namespace DtlsNotebooks.Tests.Runner.Book;

/// <summary>The search of the book, from the disk and by the keyboard alone.</summary>
[Collection(BrowserTests.Name)]
public sealed class BookSearchTests(Browser browser, WholeBook book)
{
    [Fact]
    public async Task A_term_is_found_first_and_Enter_leads_to_its_row()
    {
        await using TestPage page = await SearchAsync("cookie");
        ILocator first = page.Page.Locator(".finder li").First;

        Assert.Contains("Glossary", await first.InnerTextAsync(), StringComparison.Ordinal);
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions
            .Expect(page.Page)
            .ToHaveURLAsync(new Regex("/syllabus\\.html#term-cookie$"), new() { Timeout = 60_000 });
        Assert.StartsWith("cookie", await page.Page.Locator("tr:target").InnerTextAsync(), StringComparison.Ordinal);
        page.AssertQuiet();
    }

    [Theory]
    [InlineData("bind name socket", "01-udp.html#1122-name-the-socket-figures-14-to-16", "1.1.2.2 Name the socket")]
    [InlineData(
        "least significant one first",
        "01-udp.html#1122-name-the-socket-figures-14-to-16",
        "1.1.2.2 Name the socket"
    )]
    [InlineData("udplite", "errata.html#chapter-1", "Chapter 1")]
    [InlineData("udp-server.cs", "program-udp-server.html", "udp-server.cs")]
    public async Task Headings_and_text_and_programs_are_found(string asked, string url, string title)
    {
        await using TestPage page = await SearchAsync(asked);
        ILocator found = page.Page.Locator($".finder li a[href^='{url}']").First;

        Assert.Contains(title, await found.InnerTextAsync(), StringComparison.Ordinal);
        page.AssertQuiet();
    }

    [Fact]
    public async Task Nothing_found_is_said()
    {
        await using TestPage page = await SearchAsync("qwertzuiop");

        Assert.Equal(
            "Nothing found for “qwertzuiop”.",
            await page.Page.Locator(".finder [role=status]").InnerTextAsync()
        );
        Assert.Equal(0, await page.Page.Locator(".finder li").CountAsync());
        page.AssertQuiet();
    }

    [Fact]
    public async Task Arrows_move_among_the_places_and_Escape_closes()
    {
        await using TestPage page = await SearchAsync("socket");
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await page.Page.Keyboard.PressAsync("ArrowDown");
        Assert.True(
            await page.RunAsync<bool>("document.activeElement === document.querySelectorAll('.finder li a')[1]")
        );
        await page.Page.Keyboard.PressAsync("ArrowUp");
        await page.Page.Keyboard.PressAsync("ArrowUp");
        Assert.Equal("search", await page.RunAsync<string>("document.activeElement.type"));
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Page.Keyboard.PressAsync("Escape");

        Assert.False(await page.Page.Locator(".finder").IsVisibleAsync());
        page.AssertQuiet();
    }

    [Fact]
    public async Task What_is_folded_is_found_and_not_told()
    {
        // The reason behind the first prediction of the length: "The length counts the header too: 8 + 10 = 18."
        await using TestPage page = await SearchAsync("counts the header too");
        ILocator found = page.Page.Locator(".finder li a[href='01-udp.html#111-what-udp-is']");

        Assert.Contains("In a folded explanation.", await found.InnerTextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("18", await found.InnerTextAsync(), StringComparison.Ordinal);
        page.AssertQuiet();
    }

    private async Task<TestPage> SearchAsync(string asked)
    {
        TestPage page = await browser.VisitAsync(book.PathOf("index.html"));
        await page.Page.Keyboard.PressAsync("/");
        await page.Page.Keyboard.TypeAsync(asked);
        await page.Page.WaitForFunctionAsync(
            "() => /Nothing|place/.test(document.querySelector('.finder [role=status]').textContent)"
        );
        return page;
    }
}
