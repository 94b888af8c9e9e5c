using System.Globalization;
using System.Text;
using DtlsNotebooks.Benchmarks.Browsing;
using DtlsNotebooks.Benchmarks.Figures;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Keys;
using DtlsNotebooks.Pictures;

namespace DtlsNotebooks.Benchmarks.Captures;

/// <summary>What a conversation, byte by byte, costs: to build, to keep, to draw.</summary>
/// <param name="report">Where the table goes.</param>
/// <param name="rounds">How often.</param>
internal sealed class ConversationTable(Report report, int rounds)
{
    private const string Page = ".dtls-conversation";
    private const string Building = "build";
    private const string Dissection = "dissection";
    private const string Drawing = "draw";
    private const double BytesInKilobyte = 1024;

    private readonly MarkdownTable _table = new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"**A conversation, byte by byte**, with its key log, as a notebook shows it; median (least–most) of {rounds}. "
                + $"Building makes the HTML from the capture; beside it the dissection alone, which is the least that "
                + $"it has to do, and the ratio within a round. Drawing is in headless Chromium, from putting it into a "
                + $"page that shows a short one already until the first frame with it; nothing is opened. The process "
                + $"has built one before."
        ),
        "datagrams",
        "build ms",
        "dissection ms",
        "×",
        "HTML KB",
        "draw ms"
    );

    /// <summary>Measures, and adds the table.</summary>
    /// <param name="conversations">The conversations, the shortest first; the pages begin with that one.</param>
    public async Task MeasureAsync(params IReadOnlyList<SampleTraffic> conversations)
    {
        await using PictureBrowser? browser = await PictureBrowser.TryOpenAsync().ConfigureAwait(false);
        if (browser is null)
        {
            report.Say(PictureBrowser.Missing);
        }

        string first = Html(conversations[0]);
        foreach (SampleTraffic conversation in conversations)
        {
            await AddRowAsync(conversation, first, browser).ConfigureAwait(false);
        }

        report.Add(_table);
    }

    private static string Html(SampleTraffic conversation) =>
        conversation.Capture.Conversation(conversation.KeyLog).ToHtml();

    private async Task AddRowAsync(SampleTraffic conversation, string first, PictureBrowser? browser)
    {
        string html = Html(conversation);
        var figures = new Rounds();
        for (int round = 0; round < rounds; round++)
        {
            figures.Add(Building, Timed.Once(() => Html(conversation)).TotalMilliseconds);
            figures.Add(
                Dissection,
                Timed
                    .Once(() =>
                        DtlsDissector.DissectAll([.. conversation.Capture], SessionSecrets.Parse(conversation.KeyLog))
                    )
                    .TotalMilliseconds
            );
            if (browser is not null)
            {
                TimeSpan drawn = await browser.DrawAsync(first, html, Page, isStatic: true).ConfigureAwait(false);
                figures.Add(Drawing, drawn.TotalMilliseconds);
            }
        }

        _table.Add(
            conversation.Capture.Count.ToString("N0", CultureInfo.InvariantCulture),
            Figure.Of(figures.Of(Building)),
            Figure.Of(figures.Of(Dissection)),
            Figure.Of(figures.Ratio(Building, Dissection)),
            Figure.Of(Encoding.UTF8.GetByteCount(html) / BytesInKilobyte),
            Figure.Of(figures.Of(Drawing))
        );
    }
}
