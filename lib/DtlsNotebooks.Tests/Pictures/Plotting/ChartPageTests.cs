using DtlsNotebooks.Pictures.Plotting;

namespace DtlsNotebooks.Tests.Pictures.Plotting;

/// <summary>Charts as a browser draws them.</summary>
[Collection(BrowserTests.Name)]
public class ChartPageTests(Browser browser)
{
    [Theory]
    [InlineData(700, false)]
    [InlineData(1000, true)]
    public async Task All_kinds_are_drawn_in_both_themes(int width, bool dark)
    {
        IReadOnlyList<Chart> charts = ChartTests.All();
        await using TestPage page = await browser.OpenAsync(
            Charts.Ready.ToHtml() + string.Concat(charts.Select(chart => chart.ToHtml())),
            new TestPageOptions { Width = width, Dark = dark }
        );
        await page.DrawnAsync(charts.Count);

        Assert.Equal(
            ["bar", "bar", "line", "scatter"],
            await page.RunAsync<string[]>(
                "() => [...document.querySelectorAll('[data-figure]')].map(figure => figure.dataset.figure)"
            )
        );
        Assert.Equal("3, 4, 0, 0", await CountAsync(page, ".barlayer .point"));
        Assert.Equal("0, 0, 2, 0", await CountAsync(page, ".scatterlayer .js-line"));
        Assert.Equal("0, 0, 6, 2", await CountAsync(page, ".scatterlayer .points path"));
        Assert.Equal("0, 2, 0, 0", await CountAsync(page, ".barlayer .errorbar"));
        page.AssertQuiet();
    }

    [Fact]
    public async Task Names_at_the_ends_of_lines_do_not_overlap()
    {
        await using TestPage page = await browser.OpenAsync(
            Charts.Ready.ToHtml() + ChartTests.All()[2].ToHtml(),
            new TestPageOptions { Width = 700 }
        );
        await page.DrawnAsync();

        DrawnText[] texts = await page.RunAsync<DrawnText[]>(DrawnText.Script);

        Assert.Equal(["  ● fast", "  ● slow"], texts.Select(text => text.Text).Order());
        Assert.False(texts[0].Overlaps(texts[1]));
        Assert.All(texts, text => Assert.InRange(text.Right, 0, 700));
    }

    [Fact]
    public async Task Nothing_on_a_logarithmic_axis_keeps_its_number()
    {
        await using TestPage page = await browser.OpenAsync(Charts.Ready.ToHtml() + ChartTests.All()[0].ToHtml());
        await page.DrawnAsync();

        Assert.Equal(
            ["0", "3.125", "100"],
            await page.RunAsync<string[]>(
                "() => [...document.querySelectorAll('.barlayer .bartext')].map(text => text.textContent)"
            )
        );
    }

    private static Task<string> CountAsync(TestPage page, string selector) =>
        page.RunAsync<string>(
            "() => [...document.querySelectorAll('[data-figure]')].map(figure => "
                + $"figure.querySelectorAll('{selector}').length).join(', ')"
        );
}
