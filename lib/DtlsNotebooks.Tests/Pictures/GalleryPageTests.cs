using System.Security.Cryptography.X509Certificates;
using DtlsNotebooks.Display;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Pictures;
using DtlsNotebooks.Pictures.Plotting;
using DtlsNotebooks.Pictures.Sketches;
using DtlsNotebooks.Pictures.Timelines;
using DtlsNotebooks.Proxy;
using DtlsNotebooks.Tests.Dissection;
using DtlsNotebooks.Tests.Dtls;
using DtlsNotebooks.Tests.Pictures.Ladders;
using DtlsNotebooks.Tests.Pictures.Plotting;
using DtlsNotebooks.Tests.Pictures.Timelines;
using Microsoft.Playwright;

namespace DtlsNotebooks.Tests.Pictures;

/// <summary>All kinds of pictures on one page: what holds of each of them.</summary>
[Collection(BrowserTests.Name)]
public class GalleryPageTests(Browser browser)
{
    // Words that reach over the edge of what their figure scrolls, or stand upon each other; in drawings and outside.
    private const string FaultsScript = """
        () => {
          const faults = [], name = element => element.textContent.trim().slice(0, 40);
          if (document.documentElement.scrollWidth > innerWidth) faults.push('the page scrolls sideways');
          for (const figure of document.querySelectorAll('.dtls')) {
            const kind = figure.dataset.figure;
            const texts = [...figure.querySelectorAll('svg text')].filter(text => name(text) && text.getClientRects().length && !text.closest('.hoverlayer'));
            const wide = figure.querySelector('.dtls-wide, .dtls-sketch svg');
            const frame = wide && wide.getBoundingClientRect();
            const boxes = texts.map(text => text.getBoundingClientRect());
            texts.forEach((text, at) => {
              const box = boxes[at];
              if (frame && (box.left < frame.left - 1 || box.right > frame.right + 1)) faults.push(`${kind}: cut: ${name(text)}`);
              for (let other = at + 1; other < texts.length; other++) {
                const that = boxes[other];
                if (box.left < that.right - 1 && that.left < box.right - 1 && box.top < that.bottom - 1 && that.top < box.bottom - 1) faults.push(`${kind}: overlap: ${name(text)} / ${name(texts[other])}`);
              }
            });
            for (const element of figure.querySelectorAll('*')) {
              const style = getComputedStyle(element);
              if (style.textOverflow === 'ellipsis' && element.scrollWidth > element.clientWidth + 1) faults.push(`${kind}: shortened: ${name(element)}`);
              if (style.overflowX === 'hidden' && style.clipPath === 'none' && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1 && name(element)) faults.push(`${kind}: hidden: ${name(element)}`);
            }
            const outer = figure.getBoundingClientRect();
            for (const element of figure.querySelectorAll('.dtls-title, .dtls-sentence, .dtls-subtitle, .dtls-hint, .dtls-legend, .dtls-legend > *')) {
              const box = element.getBoundingClientRect();
              if (box.width && box.right > outer.right + 1) faults.push(`${kind}: leaves the figure: ${name(element)}`);
            }
          }
          return faults;
        }
        """;

    // The contrast of every word that can be seen, after WCAG 2.2 (marks are no words); what lies under it is composed of all its grounds.
    private const string ContrastScript = """
        () => {
          const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          const color = text => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = text; canvas.fillRect(0, 0, 1, 1); const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255]; };
          const over = (top, under) => [0, 1, 2].map(i => top[i] * top[3] + under[i] * (1 - top[3]));
          const light = rgb => { const [r, g, b] = rgb.map(v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const ground = element => { const chain = []; for (let at = element; at; at = at.parentElement) chain.unshift(color(getComputedStyle(at).backgroundColor)); return chain.reduce((under, top) => over(top, under), [255, 255, 255]); };
          const faults = [];
          for (const figure of document.querySelectorAll('.dtls')) {
            const walker = document.createTreeWalker(figure, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
              const element = node.parentElement, style = getComputedStyle(element);
              if (!/[\p{L}\p{N}]/u.test(node.data) || ['STYLE', 'SCRIPT'].includes(element.tagName) || style.visibility === 'hidden' || style.opacity === '0') continue;
              if (!element.getClientRects().length || element.closest('.dtls-spoken, [hidden], .dtls[data-drawn] .dtls-fallback')) continue;
              const under = ground(element), ink = over(color(element.closest('svg') && element.tagName !== 'SPAN' ? style.fill : style.color), under);
              const [high, low] = [light(under), light(ink)].sort((a, b) => b - a), ratio = (high + 0.05) / (low + 0.05);
              if (ratio < 4.5) faults.push(`${figure.dataset.figure}: ${ratio.toFixed(2)}: ${node.data.trim().slice(0, 40)}`);
            }
          }
          return [...new Set(faults)];
        }
        """;

    private static readonly RecordedHandshake Recorded = Handshakes.Get("EC, cookie");

    private static List<(IDisplayable Picture, string Spoken)> All()
    {
        var capture = new Capture(Recorded.Capture);
        SelectLoopDiagram loop = SampleTimelines.Loop(4);
        loop = loop with
        {
            Steps =
            [
                .. loop.Steps,
                new LoopStep(
                    LoopActivity.Goodbye,
                    loop.Duration,
                    loop.Duration + TimeSpan.FromMilliseconds(2),
                    "client 1"
                ),
            ],
        };
        LaneGroup lanes = capture.Lanes("a handshake");
        var pausing = new LaneGroup
        {
            Title = "one thread",
            Server = lanes.Server,
            Lanes =
            [
                SampleTimelines.Client(1, 0, 3) with
                {
                    Spans =
                    [
                        new LaneSpan(LaneKind.Handshake, TimeSpan.Zero, TimeSpan.FromMilliseconds(5)),
                        new LaneSpan(LaneKind.Pausing, TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(55)),
                        new LaneSpan(LaneKind.Echo, TimeSpan.FromMilliseconds(55), TimeSpan.FromMilliseconds(60)),
                        new LaneSpan(LaneKind.Closing, TimeSpan.FromMilliseconds(60), TimeSpan.FromMilliseconds(61)),
                    ],
                },
                SampleTimelines.Lost(2, 1, 40),
            ],
        };
        List<(IDisplayable Picture, string Spoken)> all =
        [
            .. new[] { SampleLadders.EveryMark(), SampleLadders.Handshake(), SampleLadders.ManyClients() }.Select(
                ladder => ((IDisplayable)ladder, ladder.Sentence)
            ),
            (capture.AsDtls().Ladder("folded", foldHandshake: true), capture.AsDtls().Ladder().Sentence),
            .. new[] { SampleTimelines.Clients(8), new LanesDiagram("pauses", pausing) }.Select(diagram =>
                ((IDisplayable)diagram, TimelineSentence.Of(diagram))
            ),
            (loop, TimelineSentence.Of(loop)),
            .. ChartTests.All().Select(chart => ((IDisplayable)chart, chart.Sentence)),
            .. new[] { capture.ByteMap(1), BytePictures.ByteMap(capture.Dissect(4)) }.Select(map =>
                ((IDisplayable)map, map.Sentence)
            ),
            .. new[]
            {
                capture.Layers(1),
                capture.ReplayWindow(Direction.ToServer),
                capture.StateMachine(Direction.ToServer),
                Chain(LessonPki.Authority),
                Chain(LessonPki.Stranger),
            }.Select(sketch => ((IDisplayable)sketch, sketch.Sentence)),
        ];
        return all;
    }

    private static Sketch Chain(CertificateAuthority authority)
    {
        using X509Certificate2 certificate = authority.IssueServer();
        return ChainSketch.Of([certificate.RawData], LessonPki.Verifier, CertificatePurpose.Server, "localhost");
    }

    private static string Body(List<(IDisplayable Picture, string Spoken)> all) =>
        Charts.Ready.ToHtml() + string.Concat(all.Select(one => one.Picture.ToHtml()));

    private static int Drawn(List<(IDisplayable Picture, string Spoken)> all) =>
        all.Count(one => one.Picture.ToHtml().Contains("dtls-plot\"", StringComparison.Ordinal));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task At_every_width_and_in_both_themes_every_word_can_be_read(bool dark)
    {
        List<(IDisplayable Picture, string Spoken)> all = All();
        await using TestPage page = await browser.OpenAsync(
            Body(all),
            new TestPageOptions { Width = 1400, Dark = dark }
        );
        await page.DrawnAsync(Drawn(all));
        foreach (int width in new[] { 1400, 1000, 700, 375 })
        {
            await page.Page.SetViewportSizeAsync(width, 900);
            await page.Page.WaitForFunctionAsync(
                "() => [...document.querySelectorAll('.dtls-plot')].every(plot => plot.getBoundingClientRect().width "
                    + "=== plot.querySelector('.main-svg').getBoundingClientRect().width)"
            );

            string[] faults = await page.RunAsync<string[]>(FaultsScript);

            Assert.True(faults.Length == 0, $"{width}: {string.Join(" | ", faults)}");
        }
        string[] pale = await page.RunAsync<string[]>(ContrastScript);
        Assert.True(pale.Length == 0, string.Join(" | ", pale));
        page.AssertQuiet();
    }

    [Fact]
    public async Task Of_every_picture_the_first_thing_spoken_is_what_happened()
    {
        List<(IDisplayable Picture, string Spoken)> all = All();
        await using TestPage page = await browser.OpenAsync(Body(all));
        await page.DrawnAsync(Drawn(all));

        IReadOnlyList<ILocator> figures = await page.Page.Locator(".dtls[data-figure]").AllAsync();

        Assert.Equal(all.Count, figures.Count);
        for (int at = 0; at < all.Count; at++)
        {
            Assert.NotEmpty(all[at].Spoken);
            string first = (await figures[at].AriaSnapshotAsync()).Split('\n')[0];
            Assert.Matches("^- '?group \"", first);
            Assert.StartsWith(
                Plain(all[at].Spoken),
                Plain(first[(first.IndexOf('"', StringComparison.Ordinal) + 1)..]),
                StringComparison.Ordinal
            );
        }
        page.AssertQuiet();
    }

    [Fact]
    public async Task The_keyboard_opens_every_row_of_a_ladder_and_every_field_of_a_byte_map()
    {
        string map = BytePictures.ByteMap(new Capture(Recorded.Capture).Dissect(1)).ToHtml();
        await using TestPage page = await browser.OpenAsync(
            Charts.Ready.ToHtml() + SampleLadders.EveryMark().ToHtml() + map
        );
        await page.DrawnAsync();
        ILocator rows = page.Page.Locator(".dtls-row");
        ILocator head = page.Page.Locator(".dtls-detail-head");

        await rows.First.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        int count = await rows.CountAsync();
        for (int at = 0; at < count; at++)
        {
            Assert.Equal(await rows.Nth(at).GetAttributeAsync("aria-label"), await head.TextContentAsync());
            await page.Page.Keyboard.PressAsync("ArrowDown");
        }
        await page.Page.Keyboard.PressAsync("Escape");
        Assert.True(await page.Page.Locator(".dtls-detail").IsHiddenAsync());

        ILocator fields = page.Page.Locator(".dtls-field");
        await fields.First.FocusAsync();
        count = await fields.CountAsync();
        for (int at = 0; at < count; at++)
        {
            Assert.Equal(
                $"{at},block",
                await page.RunAsync<string>(
                    "() => { const field = document.activeElement, all = [...document.querySelectorAll('.dtls-field')]; "
                        + "return `${all.indexOf(field)},${getComputedStyle(field.querySelector('.dtls-tip')).display}`; }"
                )
            );
            await page.Page.Keyboard.PressAsync("Tab");
        }
        page.AssertQuiet();
    }

    // The snapshot escapes quotes, and quotes a name with a colon once more.
    private static string Plain(string text) =>
        text.Replace("\\", "", StringComparison.Ordinal)
            .Replace("\"", "", StringComparison.Ordinal)
            .Replace("''", "'", StringComparison.Ordinal);
}
