using DtlsNotebooks.Pictures;
using DtlsNotebooks.Pictures.Ladders;
using DtlsNotebooks.Pictures.Plotting;
using Microsoft.Playwright;

namespace DtlsNotebooks.Tests.Pictures.Ladders;

/// <summary>Ladders as a browser draws them.</summary>
[Collection(BrowserTests.Name)]
public class LadderPageTests(Browser browser)
{
    private const string LifelinesScript = """
        () => {
          const plot = document.querySelector('.dtls-plot'), axis = plot._fullLayout.xaxis, left = plot.getBoundingClientRect().left + axis._offset;
          return [...document.querySelectorAll('.dtls-names span')].map((_, i) => left + axis.d2p(i));
        }
        """;

    private static LadderDiagram Named(string name) =>
        name switch
        {
            "handshake" => SampleLadders.Handshake(),
            "bad network" => SampleLadders.BadNetwork(),
            "every mark" => SampleLadders.EveryMark(),
            _ => SampleLadders.ManyClients(),
        };

    [Theory]
    [InlineData("handshake", false)]
    [InlineData("bad network", true)]
    [InlineData("many clients", false)]
    [InlineData("every mark", true)]
    public async Task At_every_width_a_row_has_its_whole_label_and_no_two_overlap(string name, bool dark)
    {
        LadderDiagram diagram = Named(name);
        await using TestPage page = await browser.OpenAsync(
            Charts.Ready.ToHtml() + diagram.ToHtml(),
            new TestPageOptions { Width = 1400, Dark = dark }
        );
        await page.DrawnAsync();
        foreach (int width in new[] { 1400, 1000, 700, 375 })
        {
            await page.Page.SetViewportSizeAsync(width, 900);
            await page.Page.WaitForFunctionAsync(
                "() => document.querySelector('.dtls-plot').getBoundingClientRect().width === "
                    + "document.querySelector('.dtls-plot .main-svg').getBoundingClientRect().width"
            );

            DrawnText[] texts = await page.RunAsync<DrawnText[]>(DrawnText.Script);

            AssertLabels(diagram, texts);
            IEnumerable<string> clash = texts.SelectMany(
                (one, i) => texts.Skip(i + 1).Where(one.Overlaps).Select(other => $"{one.Text} / {other.Text}")
            );
            Assert.Empty(clash);
            await AssertBetweenLifelinesAsync(page, diagram, texts);
        }
        page.AssertQuiet();
        Assert.Equal("undefined", await page.RunAsync<string>("() => typeof window.hit"));
    }

    [Fact]
    public async Task At_700_pixels_a_handshake_needs_no_scrolling()
    {
        await using TestPage page = await browser.OpenAsync(
            Charts.Ready.ToHtml() + SampleLadders.Handshake().ToHtml(),
            new TestPageOptions { Width = 700 }
        );
        await page.DrawnAsync();

        Assert.True(
            await page.RunAsync<bool>(
                "() => { const box = document.querySelector('.dtls-scroll'); return box.scrollWidth <= "
                    + "box.clientWidth && box.scrollHeight <= box.clientHeight; }"
            )
        );
        Assert.True(
            await page.RunAsync<bool>(
                "() => [...document.querySelectorAll('.dtls-words text')].every(text => "
                    + "text.getBoundingClientRect().right <= 700)"
            )
        );
    }

    [Fact]
    public async Task On_a_phone_it_needs_no_scrolling()
    {
        await using TestPage page = await browser.OpenAsync(
            Charts.Ready.ToHtml() + SampleLadders.Handshake().ToHtml(),
            new TestPageOptions { Width = 375 }
        );
        await page.DrawnAsync();

        Assert.True(await page.RunAsync<bool>("() => document.documentElement.scrollWidth <= 375"));
        Assert.True(
            await page.RunAsync<bool>(
                "() => { const box = document.querySelector('.dtls-scroll'); return box.scrollWidth <= "
                    + "box.clientWidth; }"
            )
        );
        Assert.Equal(
            "Server",
            await page.RunAsync<string>("() => document.querySelectorAll('.dtls-names span')[1].textContent")
        );
    }

    [Fact]
    public async Task A_thousand_datagrams_are_drawn_each_with_its_label()
    {
        LadderDiagram diagram = SampleLadders.Large(1000);
        await using TestPage page = await browser.OpenAsync(
            Charts.Ready.ToHtml() + diagram.ToHtml(),
            new TestPageOptions { Width = 700 }
        );
        await page.DrawnAsync();

        DrawnText[] texts = await page.RunAsync<DrawnText[]>(DrawnText.Script);

        AssertLabels(diagram, texts);
        var labels = texts.Where(text => text.Text.StartsWith('“')).OrderBy(text => text.Top).ToList();
        Assert.All(labels.Zip(labels.Skip(1)), pair => Assert.False(pair.First.Overlaps(pair.Second)));
        Assert.True(
            await page.RunAsync<bool>(
                "() => { const box = document.querySelector('.dtls-scroll'); return box.clientHeight < 1000 && "
                    + "box.scrollHeight > 39000; }"
            )
        );
        page.AssertQuiet();
    }

    [Theory]
    [InlineData("mouse")]
    [InlineData("touch")]
    [InlineData("keyboard")]
    public async Task A_chosen_row_opens_what_is_in_the_datagram_until_it_is_closed(string by)
    {
        await using TestPage page = await browser.OpenAsync(
            Charts.Ready.ToHtml() + SampleLadders.EveryMark().ToHtml(),
            new TestPageOptions { Touch = by == "touch" }
        );
        await page.DrawnAsync();
        ILocator rows = page.Page.Locator(".dtls-row");
        ILocator panel = page.Page.Locator(".dtls-detail");

        Assert.Equal(SampleLadders.EveryMark().Messages.Count, await rows.CountAsync());
        Assert.True(await panel.IsHiddenAsync());
        if (by == "mouse")
        {
            await rows.Nth(0).ClickAsync();
        }
        else if (by == "touch")
        {
            await rows.Nth(0).TapAsync();
        }
        else
        {
            await rows.Nth(0).FocusAsync();
            await page.Page.Keyboard.PressAsync("Enter");
        }
        Assert.Contains("deeper", await panel.TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains("Finished (encrypted): encrypted", await panel.TextContentAsync(), StringComparison.Ordinal);

        await page.Page.Mouse.MoveAsync(5, 5);
        await page.Page.Keyboard.PressAsync("ArrowDown");
        Assert.Contains("“one”", await panel.TextContentAsync(), StringComparison.Ordinal);
        if (by == "keyboard")
            await page.Page.Keyboard.PressAsync("Escape");
        else
            await panel.Locator(".dtls-shut").ClickAsync();
        Assert.True(await panel.IsHiddenAsync());
        Assert.Equal("1", await page.RunAsync<string>("() => document.activeElement.dataset.at"));
        page.AssertQuiet();
    }

    [Fact]
    public async Task Every_mark_is_drawn_and_named_in_the_legend()
    {
        await using TestPage page = await browser.OpenAsync(Charts.Ready.ToHtml() + SampleLadders.EveryMark().ToHtml());
        await page.DrawnAsync();

        Assert.Equal(
            [
                "plain UDP",
                "handshake",
                "ChangeCipherSpec",
                "application data",
                "alert: an error",
                "goodbye",
                "alert, not opened",
                "readable by anyone",
                "encrypted",
                "sent again by its sender",
                "doubled by the network",
                "changed on the way",
                "lost",
                "arrived, but thrown away",
                "still on its way",
                "overtaken by a later one",
                "silence, not to scale",
            ],
            await page.Page.Locator(".dtls-legend li").AllTextContentsAsync()
        );
        string[] drawn = await page.RunAsync<string[]>(
            "() => document.querySelector('.dtls-plot')._fullData.flatMap(trace => [trace.marker?.symbol, "
                + "trace.line?.dash, trace.line?.width > 9 ? 'tube' : '', trace.fillpattern?.shape]).filter(Boolean)"
        );
        Assert.All(
            [
                "circle",
                "diamond",
                "x-thin",
                "circle-x-open",
                "circle-open",
                "triangle-up",
                "9px,5px",
                "2px,4px",
                "tube",
                "2px,5px",
                "/",
            ],
            mark => Assert.Contains(mark, drawn)
        );
        page.AssertQuiet();
    }

    [Fact]
    public async Task The_legend_names_only_what_occurs()
    {
        await using TestPage page = await browser.OpenAsync(
            Charts.Ready.ToHtml() + SampleLadders.TwoParties(SampleLadders.Message(0, 1, 0, "x")).ToHtml()
        );
        await page.DrawnAsync();

        Assert.Equal(["plain UDP"], await page.Page.Locator(".dtls-legend li").AllTextContentsAsync());
    }

    [Fact]
    public async Task What_is_known_is_one_band_that_opens()
    {
        LadderDiagram diagram = SampleLadders.Handshake() with { Folds = [new LadderFold("as before", 1, 4)] };
        await using TestPage page = await browser.OpenAsync(Charts.Ready.ToHtml() + diagram.ToHtml());
        await page.DrawnAsync();
        ILocator rows = page.Page.Locator(".dtls-row");

        Assert.Equal(diagram.Messages.Count - 3, await rows.CountAsync());
        Assert.Equal("as before: 4 datagrams. Open", await rows.Nth(1).GetAttributeAsync("aria-label"));
        await rows.Nth(1).ClickAsync();
        Assert.Equal(diagram.Messages.Count, await rows.CountAsync());
        AssertLabels(diagram, await page.RunAsync<DrawnText[]>(DrawnText.Script));
        await page.Page.Locator(".dtls-button").ClickAsync();
        Assert.Equal(diagram.Messages.Count - 3, await rows.CountAsync());
        page.AssertQuiet();
    }

    [Fact]
    public async Task A_screen_reader_first_hears_what_happened()
    {
        await using TestPage page = await browser.OpenAsync(Charts.Ready.ToHtml() + SampleLadders.EveryMark().ToHtml());
        await page.DrawnAsync();

        string tree = await page.Page.Locator(".dtls-figure").AriaSnapshotAsync();

        // A name with a colon in it is quoted once more.
        Assert.StartsWith($"- 'group \"{SampleLadders.EveryMark().Sentence} An echo\"", tree, StringComparison.Ordinal);
        Assert.DoesNotContain("│", tree, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_one_is_read_from_the_last_row()
    {
        Figures.Large = true;
        string html;
        try
        {
            html = SampleLadders.Handshake().ToHtml();
        }
        finally
        {
            Figures.Large = false;
        }
        await using TestPage page = await browser.OpenAsync(
            Charts.Ready.ToHtml() + html,
            new TestPageOptions { Width = 1400 }
        );
        await page.DrawnAsync();

        DrawnText[] texts = await page.RunAsync<DrawnText[]>(DrawnText.Script);

        AssertLabels(SampleLadders.Handshake(), texts);
        Assert.All(texts, text => Assert.InRange(text.Bottom - text.Top, 20, 200));
        Assert.All(texts, text => Assert.InRange(text.Right, 0, 1400));
        await page.Page.Locator(".dtls-row").Nth(2).ClickAsync();
        Assert.Contains(
            "ClientHello + cookie",
            await page.Page.Locator(".dtls-detail").TextContentAsync(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Words_of_the_network_are_shown_as_they_are()
    {
        await using TestPage page = await browser.OpenAsync(
            Charts.Ready.ToHtml() + SampleLadders.BadNetwork().ToHtml(),
            new TestPageOptions { Dark = true }
        );
        await page.DrawnAsync();

        DrawnText[] texts = await page.RunAsync<DrawnText[]>(DrawnText.Script);

        Assert.Contains(texts, text => text.Text.StartsWith("$\\alpha$ &lt; %{x} #0072B2", StringComparison.Ordinal));
        Assert.Contains(
            texts,
            text => text.Text.StartsWith("“<img src=x onerror=window.hit=1></script>", StringComparison.Ordinal)
        );
    }

    private static void AssertLabels(LadderDiagram diagram, DrawnText[] texts)
    {
        var rows = texts
            .Where(text => text.Text.Contains(" B", StringComparison.Ordinal))
            .OrderBy(text => text.Top)
            .ToList();
        Assert.Equal(diagram.Messages.Count, rows.Count);
        // Where a label goes on in a further line, the space between is not part of the text.
        Assert.All(
            diagram.Messages.Zip(rows),
            pair =>
                Assert.Equal(
                    Dense(
                        $"{pair.First.Label}{pair.First.Bytes} B{(pair.First.Note.Length > 0 ? "·" : "")}{pair.First.Note}"
                    ),
                    Dense(pair.Second.Text)
                )
        );
    }

    private static string Dense(string text) =>
        text.Replace(" ", "", StringComparison.Ordinal).Replace("\u00A0", "", StringComparison.Ordinal);

    private static async Task AssertBetweenLifelinesAsync(TestPage page, LadderDiagram diagram, DrawnText[] texts)
    {
        double[] lifelines = await page.RunAsync<double[]>(LifelinesScript);
        IOrderedEnumerable<DrawnText> rows = texts
            .Where(text => text.Text.Contains(" B", StringComparison.Ordinal))
            .OrderBy(text => text.Top);
        foreach ((LadderMessage? message, DrawnText? row) in diagram.Messages.Zip(rows))
        {
            Assert.True(row.Left > lifelines[Math.Min(message.From, message.To)], row.Text);
            Assert.True(row.Right < lifelines[Math.Max(message.From, message.To)], row.Text);
        }
    }
}
