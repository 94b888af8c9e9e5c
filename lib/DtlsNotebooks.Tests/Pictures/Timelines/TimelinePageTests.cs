using DtlsNotebooks.Display;
using DtlsNotebooks.Pictures.Markup;
using DtlsNotebooks.Pictures.Plotting;
using DtlsNotebooks.Pictures.Timelines;

namespace DtlsNotebooks.Tests.Pictures.Timelines;

/// <summary>Lanes and select loops as a browser draws them.</summary>
[Collection(BrowserTests.Name)]
public class TimelinePageTests(Browser browser)
{
    private const string BarsScript = """
        () => {
          const ground = document.querySelector('.dtls-plot .cartesianlayer').getBoundingClientRect();
          return [...document.querySelectorAll('.dtls-plot .scatterlayer .js-fill')].map(fill => {
            const box = fill.getBoundingClientRect();
            return box.left >= ground.left - 1 && box.width > 0 && box.height > 0 && box.right <= innerWidth;
          });
        }
        """;

    public static TheoryData<string, int, bool> Cases()
    {
        var cases = new TheoryData<string, int, bool>();
        foreach (
            string? name in new[]
            {
                "lanes 1",
                "lanes 8",
                "lanes 32",
                "lanes 256",
                "losses 9",
                "losses 64",
                "loop 8",
                "loop 256",
            }
        )
        {
            cases.Add(name, 700, false);
            cases.Add(name, 1000, true);
        }
        return cases;
    }

    private static IDisplayable Named(string name)
    {
        int count = int.Parse(name.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        return name.Split(' ')[0] switch
        {
            "lanes" => SampleTimelines.Clients(count),
            "losses" => SampleTimelines.Losses(count),
            _ => SampleTimelines.Loop(count),
        };
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task No_two_words_overlap_and_nothing_is_cut_off(string name, int width, bool dark)
    {
        await using TestPage page = await browser.OpenAsync(
            Charts.Ready.ToHtml() + Named(name).ToHtml(),
            new TestPageOptions { Width = width, Dark = dark }
        );
        await page.DrawnAsync();

        DrawnText[] texts = await page.RunAsync<DrawnText[]>(DrawnText.Script);

        Assert.Contains(texts, text => text.Text == "client 1" || text.Text == "select");
        Assert.Contains(texts, text => text.Text.StartsWith("time (", StringComparison.Ordinal));
        Assert.All(texts, text => Assert.True(text.Left >= 0 && text.Right <= width, text.Text));
        Assert.Empty(
            texts.SelectMany(
                (one, i) => texts.Skip(i + 1).Where(one.Overlaps).Select(other => $"{one.Text} / {other.Text}")
            )
        );
        Assert.True(
            await page.RunAsync<bool>(
                "() => { const box = document.querySelector('.dtls-scroll'); return box.scrollWidth <= "
                    + "box.clientWidth && box.scrollHeight <= box.clientHeight; }"
            )
        );
        Assert.All(await page.RunAsync<bool[]>(BarsScript), Assert.True);
        page.AssertQuiet();
    }

    [Fact]
    public async Task The_legend_names_what_occurs_and_stays_in_the_page()
    {
        await using TestPage page = await browser.OpenAsync(
            Charts.Ready.ToHtml() + SampleTimelines.Loop(8).ToHtml(),
            new TestPageOptions { Width = 700 }
        );
        await page.DrawnAsync();

        Assert.Equal(
            [
                "blocked in select",
                "handshake",
                "reading",
                "writing",
                "sending again",
                "●WANT_READ",
                "▼timer ran out",
                "the thread",
            ],
            await page.RunAsync<string[]>(
                "() => [...document.querySelectorAll('.dtls-key span')].map(item => item.textContent)"
            )
        );
        Assert.True(
            await page.RunAsync<bool>(
                "() => [...document.querySelectorAll('.dtls-key span')].every(item => "
                    + "item.getBoundingClientRect().right <= 700)"
            )
        );
    }

    [Fact]
    public async Task Hovering_over_a_lane_says_who_did_what_and_when()
    {
        await using TestPage page = await browser.OpenAsync(
            Charts.Ready.ToHtml() + SampleTimelines.Clients(8).ToHtml()
        );
        await page.DrawnAsync();
        DrawnText name = (await page.RunAsync<DrawnText[]>(DrawnText.Script)).First(text => text.Text == "client 8");

        await page.Page.Mouse.MoveAsync(400, (float)((name.Top + name.Bottom) / 2));
        await page.Page.WaitForFunctionAsync(
            "() => document.querySelector('.hoverlayer text')?.textContent.includes('client 8: waiting for the server')"
        );

        Assert.Contains(
            "1 datagram",
            await page.RunAsync<string>("() => document.querySelector('.hoverlayer').textContent"),
            StringComparison.Ordinal
        );
        page.AssertQuiet();
    }

    [Fact]
    public async Task Marks_take_the_other_themes_colour()
    {
        foreach (bool dark in new[] { false, true })
        {
            await using TestPage page = await browser.OpenAsync(
                Charts.Ready.ToHtml() + SampleTimelines.Clients(8).ToHtml(),
                new TestPageOptions { Dark = dark }
            );
            await page.DrawnAsync();
            string[] colors = await page.RunAsync<string[]>(
                "() => document.querySelector('.dtls-plot').data.filter(trace => trace.marker).map(trace => "
                    + "trace.marker.color)"
            );

            Assert.Contains(dark ? Palette.Paper.Dark : Palette.Paper.Light, colors);
            Assert.DoesNotContain(dark ? Palette.Paper.Light : Palette.Paper.Dark, colors);
        }
    }

    [Fact]
    public async Task Names_are_shown_as_they_are()
    {
        var diagram = new LanesDiagram(
            "<b>t</b>",
            new LaneGroup
            {
                Title = "<img src=x onerror=window.hit=1>",
                Lanes = [SampleTimelines.Client(1, 0, 1) with { Name = "</script><i>x</i>", Failure = "<script>" }],
            }
        );
        await using TestPage page = await browser.OpenAsync(Charts.Ready.ToHtml() + diagram.ToHtml());
        await page.DrawnAsync();

        var texts = (await page.RunAsync<DrawnText[]>(DrawnText.Script)).Select(text => text.Text).ToList();

        Assert.Contains("</script><i>x</i>", texts);
        Assert.Contains("<img src=x onerror=window.hit=1>", texts);
        Assert.Equal("undefined", await page.RunAsync<string>("() => typeof window.hit"));
        page.AssertQuiet();
    }

    [Fact]
    public async Task A_picture_of_nothing_says_so()
    {
        await using TestPage page = await browser.OpenAsync(Charts.Ready.ToHtml() + new LanesDiagram("none").ToHtml());
        await page.DrawnAsync();

        Assert.Contains(
            "Nothing was recorded.",
            (await page.RunAsync<DrawnText[]>(DrawnText.Script)).Select(text => text.Text)
        );
    }
}
