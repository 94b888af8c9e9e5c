using DtlsNotebooks.Runner.Exercises;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Tests.Notebooks;
using DtlsNotebooks.Tests.Pictures;
using Microsoft.Playwright;

namespace DtlsNotebooks.Tests.Runner.Book;

/// <summary>What a reader can do with a page of the book, opened from the disk in a real browser.</summary>
[Collection(BrowserTests.Name)]
public sealed class BookPageTests(Browser browser, WholeBook book)
{
    private const string Chapter = "01-udp.html";

    private const string Ground = "getComputedStyle(document.body).backgroundColor";

    /// <summary>The pages that stand for each kind, and the widths of a laptop and of a phone.</summary>
    public static TheoryData<string, int> ChaptersAndWidths =>
        [
            .. from chapter in TutorialChapter.All
            from width in (int[])[1200, 375]
            select new TheoryDataRow<string, int>(Path.ChangeExtension(chapter.Notebook, ".html"), width),
        ];

    public static TheoryData<string> Kinds =>
        [
            "index.html",
            Chapter,
            "syllabus.html",
            "errata.html",
            "coverage.html",
            "programs.html",
            "program-dtls-server.html",
            "about.html",
            "run.html",
        ];

    [Theory]
    [MemberData(nameof(ChaptersAndWidths))]
    public async Task No_code_and_no_output_is_cut(string chapter, int width)
    {
        await using TestPage page = await browser.VisitAsync(book.PathOf(chapter), new() { Width = width });
        string cut = await page.RunAsync<string>(
            """
            (() => {
              document.querySelectorAll('details').forEach(fold => fold.open = true);
              const boxes = Array.from(document.querySelectorAll('main pre, main pre code, main .l'));
              const edge = document.documentElement.clientWidth;
              const bad = boxes.filter(box => box.tagName === 'PRE' && box.scrollWidth > box.clientWidth
                || box.getBoundingClientRect().right > edge + 0.5);
              return boxes.length < 50 ? 'only ' + boxes.length : bad.map(box => box.textContent.slice(0, 80)).join('\n');
            })()
            """
        );

        Assert.Equal("", cut);
        Assert.True(
            await page.RunAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        );
        page.AssertQuiet();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task No_page_of_a_phone_scrolls_sideways(string kind)
    {
        await using TestPage page = await browser.VisitAsync(book.PathOf(kind), new() { Width = 375 });

        Assert.Equal(375, await page.RunAsync<int>("document.documentElement.scrollWidth"));
        page.AssertQuiet();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Words_stand_out_from_their_ground_in_light_and_in_dark(string kind)
    {
        foreach (bool dark in (bool[])[false, true])
        {
            await using TestPage page = await browser.VisitAsync(book.PathOf(kind), new() { DarkSystem = dark });
            Assert.Equal("", await page.RunAsync<string>(Contrast.Script));
            page.AssertQuiet();
        }
    }

    [Fact]
    public async Task The_theme_changes_and_the_choice_stays()
    {
        await using TestPage page = await browser.VisitAsync(book.PathOf(Chapter));
        string light = await page.RunAsync<string>(Ground);
        ILocator button = page.Page.Locator("button.theme");
        Assert.Equal("Dark", (await button.InnerTextAsync()).Trim());
        await button.ClickAsync();
        string dark = await page.RunAsync<string>(Ground);
        await page.Page.GotoAsync(new Uri(book.PathOf("syllabus.html")).AbsoluteUri);
        // What was stored may arrive when this page has begun.
        await page.Page.WaitForFunctionAsync($"dark => {Ground} === dark", dark);

        Assert.Equal("rgb(255, 255, 255)", light);
        Assert.Equal("rgb(21, 25, 30)", dark);
        Assert.Equal("Light", (await button.InnerTextAsync()).Trim());
        await button.ClickAsync();
        Assert.Equal(light, await page.RunAsync<string>(Ground));
        page.AssertQuiet();
    }

    [Fact]
    public async Task A_page_that_is_open_already_follows_the_choice()
    {
        await using TestPage page = await browser.VisitAsync(book.PathOf(Chapter));
        IPage other = await page.Page.Context.NewPageAsync();
        await other.GotoAsync(new Uri(book.PathOf("syllabus.html")).AbsoluteUri);
        Assert.Equal("rgb(255, 255, 255)", await other.EvaluateAsync<string>(Ground));

        await page.Page.Locator("button.theme").ClickAsync();
        await other.WaitForFunctionAsync($"() => {Ground} === 'rgb(21, 25, 30)'");
        Assert.Equal("Light", (await other.Locator("button.theme").InnerTextAsync()).Trim());
        page.AssertQuiet();
    }

    [Fact]
    public async Task The_theme_changes_where_nothing_can_be_stored()
    {
        await using TestPage page = await browser.VisitAsync(
            book.PathOf(Chapter),
            new()
            {
                Before =
                    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })",
            }
        );
        await page.Page.Locator("button.theme").ClickAsync();

        Assert.Equal("rgb(21, 25, 30)", await page.RunAsync<string>(Ground));
        page.AssertQuiet();
    }

    [Fact]
    public async Task Without_a_script_the_page_follows_the_system_and_shows_no_dead_button()
    {
        await using TestPage page = await browser.VisitAsync(
            book.PathOf(Chapter),
            new() { DarkSystem = true, Scripts = false }
        );

        Assert.Equal("rgb(21, 25, 30)", await page.RunAsync<string>(Ground));
        Assert.Equal(0, await page.Page.Locator("button:visible").CountAsync());
    }

    [Fact]
    public async Task The_copy_button_copies_the_code_of_its_cell_as_it_stands()
    {
        await using TestPage page = await browser.VisitAsync(book.PathOf(Chapter));
        ILocator cell = page.Page.Locator(".input", new() { HasText = "Socket NewSocket()" }).First;
        await cell.HoverAsync();
        await cell.Locator(".copy").ClickAsync();
        await Assertions.Expect(cell.Locator(".copy")).ToHaveTextAsync("Copied");
        string copied = await page.RunAsync<string>("navigator.clipboard.readText()");
        NotebookCell source = NotebookDocument
            .Load(Path.Combine(Repository.Notebooks, "01-udp.ipynb"))
            .CodeCells.First(code => code.Source.StartsWith("Socket NewSocket()", StringComparison.Ordinal));

        Assert.Equal(source.Source, copied.ReplaceLineEndings("\n"));
        Assert.Equal(
            await page.Page.Locator(".input, .listing").CountAsync(),
            await page.Page.Locator(".copy").CountAsync()
        );
        page.AssertQuiet();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Set_up_cells_and_what_comes_after_a_prediction_are_folded(bool scripts)
    {
        await using TestPage page = await browser.VisitAsync(book.PathOf(Chapter), new() { Scripts = scripts });
        ILocator load = page.Page.GetByText("#load \"setup.csx\"");
        ILocator answer = page.Page.Locator("details[data-answers='late']");
        ILocator shown = answer.Locator("pre.output").First;
        ILocator chart = page.Page.Locator("#cell-5 .input");

        Assert.False(await load.IsVisibleAsync());
        Assert.False(await shown.IsVisibleAsync());
        Assert.False(await chart.IsVisibleAsync());
        await page.Page.Locator("details.setup > summary").ClickAsync();
        await answer.Locator("> summary").ClickAsync();
        Assert.True(await load.IsVisibleAsync());
        Assert.True(await shown.IsVisibleAsync());
        Assert.True(await chart.IsVisibleAsync());
        Assert.False(await page.Page.Locator("#cell-5 ~ .prose:has-text('Why?')").IsVisibleAsync());
        page.AssertQuiet();
    }

    [Fact]
    public async Task A_prediction_typed_into_the_page_stands_above_what_came()
    {
        await using TestPage page = await browser.VisitAsync(book.PathOf(Chapter));
        ILocator asking = page.Page.Locator(".cell[data-asks='length']");
        await asking.GetByLabel("Your prediction").FillAsync("10");
        await page.Page.Keyboard.PressAsync("Enter");
        ILocator answer = page.Page.Locator("details[data-answers='length']");

        Assert.Equal("You said 10.", await answer.Locator(".said").InnerTextAsync());
        Assert.True(await answer.Locator("pre.output").First.IsVisibleAsync());
        Assert.False(await page.Page.Locator("details[data-answers='late'] pre.output").First.IsVisibleAsync());
        page.AssertQuiet();
    }

    [Fact]
    public async Task A_picture_behind_the_reason_opens_together_with_the_answer()
    {
        await using TestPage page = await browser.VisitAsync(book.PathOf("02a-dtls-server.html"));
        ILocator answer = page.Page.Locator("details[data-answers='datagrams']");
        ILocator picture = page.Page.Locator("details[data-after='datagrams'] pre.output").First;

        Assert.False(await picture.IsVisibleAsync());
        await answer.Locator("> summary").ClickAsync();
        await Assertions.Expect(picture).ToBeVisibleAsync();
        page.AssertQuiet();
    }

    [Fact]
    public void Every_prediction_of_every_chapter_hides_its_answer()
    {
        foreach (TutorialChapter chapter in TutorialChapter.All)
        {
            string html = book.Read(Path.ChangeExtension(chapter.Notebook, ".html"));
            var document = NotebookDocument.Load(Path.Combine(Repository.Notebooks, chapter.Notebook));
            var asked = PredictionSheet.Of(document).Select(cell => cell.Variable).ToList();

            Assert.NotEmpty(asked);
            Assert.All(
                asked,
                variable =>
                    Assert.Contains(
                        $"<details class=\"answer\" data-answers=\"{variable}\">",
                        html,
                        StringComparison.Ordinal
                    )
            );
        }
    }

    [Fact]
    public async Task A_term_opens_its_sentence_when_the_keyboard_reaches_it()
    {
        await using TestPage page = await browser.VisitAsync(book.PathOf(Chapter));
        ILocator term = page.Page.Locator(".term").First;
        await term.FocusAsync();
        string described = (await term.GetAttributeAsync("aria-describedby"))!;
        ILocator meaning = page.Page.Locator("#" + described);

        Assert.StartsWith(
            "datagram: A message that travels ",
            await meaning.InnerTextAsync(),
            StringComparison.Ordinal
        );
        Assert.True(await meaning.IsVisibleAsync());
        await page.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Explained in Chapter 1", await page.RunAsync<string>("document.activeElement.textContent"));
        await page.Page.Keyboard.PressAsync("Escape");
        Assert.False(await meaning.IsVisibleAsync());
        page.AssertQuiet();
    }

    [Fact]
    public async Task A_tap_on_a_term_opens_its_sentence_inside_the_screen_and_stays_on_the_page()
    {
        await using TestPage page = await browser.VisitAsync(
            book.PathOf("02a-dtls-server.html"),
            new() { Width = 375, Touch = true }
        );
        foreach (ILocator gloss in (await page.Page.Locator(".gloss:visible").AllAsync()).Take(12))
        {
            await TapUntilAsync(gloss, open: true);
            LocatorBoundingBoxResult box = (await gloss.Locator(".meaning").BoundingBoxAsync())!;

            Assert.InRange(box.X, 0, 375);
            Assert.InRange(box.X + box.Width, 0, 375);
            Assert.EndsWith("02a-dtls-server.html", page.Page.Url, StringComparison.Ordinal);
            // Else it would lie over the next term.
            await page.Page.Keyboard.PressAsync("Escape");
        }
        ILocator last = page.Page.Locator(".gloss").First;
        await TapUntilAsync(last, open: true);
        await TapUntilAsync(last, open: false);
        Assert.Equal(0, await page.Page.Locator(".meaning:visible").CountAsync());
        page.AssertQuiet();
    }

    [Fact]
    public async Task Without_a_script_a_term_leads_to_its_row_of_the_glossary()
    {
        await using TestPage page = await browser.VisitAsync(book.PathOf(Chapter), new() { Scripts = false });
        await page.Page.Locator(".term").First.ClickAsync();

        Assert.EndsWith("syllabus.html#term-datagram", page.Page.Url, StringComparison.Ordinal);
        Assert.StartsWith("datagram", await page.Page.Locator("tr:target").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paper_has_every_answer_open_and_nothing_to_press()
    {
        foreach (bool scripts in (bool[])[true, false])
        {
            await using TestPage page = await browser.VisitAsync(
                book.PathOf(Chapter),
                new() { DarkSystem = true, Scripts = scripts }
            );
            await page.Page.EmulateMediaAsync(new() { Media = Media.Print });

            Assert.Equal("rgb(255, 255, 255)", await page.RunAsync<string>(Ground));
            Assert.Equal(0, await page.Page.Locator("button:visible, .bar:visible, .predict:visible").CountAsync());
            Assert.True(
                await page.RunAsync<bool>(
                    "Array.from(document.querySelectorAll('details:not(.dtls *) pre:not(.dtls *), .dtls-fields .dtls-leaf')).every(one => one.getBoundingClientRect().height > 0)"
                )
            );
        }
    }

    // On a busy machine the browser may take a touch for a long press, which opens nothing.
    private static async Task TapUntilAsync(ILocator gloss, bool open)
    {
        ILocator meaning = gloss.Locator(".meaning");
        for (int attempt = 0; attempt < 8 && await meaning.IsVisibleAsync() != open; attempt++)
        {
            await gloss.Locator(".term").TapAsync();
            for (int wait = 0; wait < 40 && await meaning.IsVisibleAsync() != open; wait++)
                await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(open, await meaning.IsVisibleAsync());
    }
}
