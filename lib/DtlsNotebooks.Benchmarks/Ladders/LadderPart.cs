using System.Globalization;
using System.Text;
using DtlsNotebooks.Benchmarks.Browsing;
using DtlsNotebooks.Benchmarks.Figures;
using DtlsNotebooks.Pictures.Ladders;
using DtlsNotebooks.Pictures.Plotting;

namespace DtlsNotebooks.Benchmarks.Ladders;

/// <summary>What a ladder costs: to build, to keep, to draw.</summary>
/// <param name="report">Where the table goes.</param>
/// <param name="smoke">One round only.</param>
internal sealed class LadderPart(Report report, bool smoke)
{
    private const string Lines = ".dtls-plot .main-svg .cartesianlayer";
    private static readonly int[] Sizes = [10, 100, 1000, 10_000];

    private readonly int _rounds = smoke ? 1 : 7;
    private readonly string _first = Charts.Ready.ToHtml() + SampleLadder.Of(2).ToHtml();

    /// <summary>Measures.</summary>
    public async Task RunAsync()
    {
        report.Heading("Ladders");
        await using PictureBrowser? browser = await PictureBrowser.TryOpenAsync().ConfigureAwait(false);
        if (browser is null)
        {
            report.Say(PictureBrowser.Missing);
        }

        var table = new MarkdownTable(
            "**A ladder** in milliseconds: building its HTML, and drawing it in headless Chromium, from putting "
                + "it into a page that has drawn one before until its lines stand; median (least–most). The size is "
                + "that of the ladder alone: plotly.js comes once a page.",
            "datagrams",
            "build ms",
            "HTML KB",
            "draw ms"
        );
        foreach (int size in Sizes)
        {
            LadderDiagram ladder = SampleLadder.Of(size);
            string html = ladder.ToHtml();
            Spread? drawing = browser is null ? null : Spread.Of(await DrawAsync(browser, html).ConfigureAwait(false));
            table.Add(
                size.ToString("N0", CultureInfo.InvariantCulture),
                Figure.Of(
                    Spread.Of(
                        Enumerable
                            .Range(0, _rounds)
                            .Select(_ => Timed.Once(() => ladder.ToHtml()).TotalMilliseconds)
                            .ToList()
                    )
                ),
                Figure.Of(Encoding.UTF8.GetByteCount(html) / 1024.0),
                Figure.Of(drawing)
            );
        }

        report.Add(table);
    }

    private async Task<List<double>> DrawAsync(PictureBrowser browser, string html)
    {
        var times = new List<double>();
        for (int i = 0; i < _rounds; i++)
        {
            times.Add((await browser.DrawAsync(_first, html, Lines).ConfigureAwait(false)).TotalMilliseconds);
        }

        return times;
    }
}
