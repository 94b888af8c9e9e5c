using DtlsNotebooks.Pictures.Ladders;
using DtlsNotebooks.Pictures.Plotting;

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

    public static TheoryData<string, int, bool> Cases()
    {
        var cases = new TheoryData<string, int, bool>();
        foreach (string? name in new[] { "handshake", "bad network", "many clients" })
        {
            foreach (int width in new[] { 700, 1000 })
            {
                cases.Add(name, width, false);
                cases.Add(name, width, true);
            }
        }
        return cases;
    }

    private static LadderDiagram Named(string name) =>
        name switch
        {
            "handshake" => SampleLadders.Handshake(),
            "bad network" => SampleLadders.BadNetwork(),
            _ => SampleLadders.ManyClients(),
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Every_row_has_its_label_and_no_two_labels_overlap(string name, int width, bool dark)
    {
        LadderDiagram diagram = Named(name);
        await using TestPage page = await browser.OpenAsync(
            Charts.Ready.ToHtml() + diagram.ToHtml(),
            new TestPageOptions { Width = width, Dark = dark }
        );
        await page.DrawnAsync();

        DrawnText[] texts = await page.RunAsync<DrawnText[]>(DrawnText.Script);

        AssertLabels(diagram, texts);
        IEnumerable<string> clash = texts.SelectMany(
            (one, i) => texts.Skip(i + 1).Where(one.Overlaps).Select(other => $"{one.Text} / {other.Text}")
        );
        Assert.Empty(clash);
        await AssertBetweenLifelinesAsync(page, diagram, texts);
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
                "() => [...document.querySelectorAll('.dtls-plot .textpoint text')].every(text => "
                    + "text.getBoundingClientRect().right <= 700)"
            )
        );
    }

    [Fact]
    public async Task On_a_phone_it_scrolls_in_its_own_box()
    {
        await using TestPage page = await browser.OpenAsync(
            Charts.Ready.ToHtml() + SampleLadders.Handshake().ToHtml(),
            new TestPageOptions { Width = 375 }
        );
        await page.DrawnAsync();

        Assert.True(await page.RunAsync<bool>("() => document.documentElement.scrollWidth <= 375"));
        Assert.True(
            await page.RunAsync<bool>(
                "() => { const box = document.querySelector('.dtls-scroll'); return box.scrollWidth > "
                    + "box.clientWidth; }"
            )
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

    [Fact]
    public async Task Hovering_anywhere_in_a_row_shows_what_is_in_the_datagram()
    {
        await using TestPage page = await browser.OpenAsync(Charts.Ready.ToHtml() + SampleLadders.Handshake().ToHtml());
        await page.DrawnAsync();
        DrawnText label = (await page.RunAsync<DrawnText[]>(DrawnText.Script)).Single(text =>
            text.Text.StartsWith("ClientKeyExchange", StringComparison.Ordinal)
        );

        await page.Page.Mouse.MoveAsync(200, (float)label.Bottom);
        await page.Page.WaitForFunctionAsync(
            "() => document.querySelector('.hoverlayer text')?.textContent.includes('a record of epoch 0')"
        );

        Assert.Contains(
            "ClientKeyExchange",
            await page.RunAsync<string>("() => document.querySelector('.hoverlayer').textContent"),
            StringComparison.Ordinal
        );
        page.AssertQuiet();
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
        foreach ((LadderMessage? message, DrawnText? row) in diagram.Messages.Zip(rows))
        {
            Assert.Contains($"{message.Bytes} B", row.Text, StringComparison.Ordinal);
            Assert.Contains(message.Note, row.Text, StringComparison.Ordinal);
            string label = row.Text[..row.Text.LastIndexOf("  ", StringComparison.Ordinal)];
            Assert.StartsWith(label.TrimEnd('…'), message.Label, StringComparison.Ordinal);
        }
    }

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
