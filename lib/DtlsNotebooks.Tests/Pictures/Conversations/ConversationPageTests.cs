using DtlsNotebooks.Dissection;
using DtlsNotebooks.Pictures;
using DtlsNotebooks.Pictures.Conversations;
using DtlsNotebooks.Proxy;
using DtlsNotebooks.Tests.Dissection;
using Microsoft.Playwright;

namespace DtlsNotebooks.Tests.Pictures.Conversations;

/// <summary>A conversation as a browser shows it.</summary>
[Collection(BrowserTests.Name)]
public class ConversationPageTests(Browser browser)
{
    private static RecordedHandshake Recorded => Handshakes.Get("EC, mutual");

    private static Conversation Sample => new Capture(Recorded.Capture).Conversation(Recorded.KeyLog, "By hand");

    [Fact]
    public async Task Every_datagram_opens_by_its_link_and_all_of_them_at_once()
    {
        await using TestPage page = await browser.OpenAsync(Sample.ToHtml());
        ILocator datagrams = page.Page.Locator(".dtls-datagram");
        Assert.Equal(Recorded.Capture.Count, await datagrams.CountAsync());
        Assert.Equal(0, await page.Page.Locator(".dtls-datagram[open]").CountAsync());

        await page.Page.Locator(".dtls-list a").Nth(1).ClickAsync();
        Assert.Equal(1, await page.Page.Locator(".dtls-datagram[open]").CountAsync());
        Assert.NotNull(await datagrams.Nth(1).GetAttributeAsync("open"));

        await page.Page.Locator("[data-open=\"1\"]").ClickAsync();
        Assert.Equal(0, await page.Page.Locator("details:not([open])").CountAsync());
        await page.Page.Locator("[data-open=\"0\"]").ClickAsync();
        Assert.Equal(0, await page.Page.Locator("details[open]").CountAsync());

        await datagrams.First.Locator("> summary").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        Assert.NotNull(await datagrams.First.GetAttributeAsync("open"));
        page.AssertQuiet();
    }

    [Fact]
    public async Task Every_field_of_every_datagram_is_there_with_name_bytes_and_section()
    {
        await using TestPage page = await browser.OpenAsync(Sample.ToHtml());

        string[] leaves = await page.RunAsync<string[]>(
            "() => [...document.querySelectorAll('.dtls-leaf')].map(leaf => leaf.textContent)"
        );

        foreach (
            ByteField field in Recorded
                .Dissect(withKeys: true)
                .SelectMany(datagram => datagram.Fields)
                .SelectMany(Leaves)
        )
        {
            Assert.Contains(
                leaves,
                leaf =>
                    leaf.StartsWith(field.Name, StringComparison.Ordinal)
                    && leaf.EndsWith(field.Source, StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public async Task Ciphertext_and_plaintext_stand_side_by_side()
    {
        await using TestPage page = await browser.OpenAsync(Sample.ToHtml());
        await page.Page.Locator("[data-open=\"1\"]").ClickAsync();

        int opened = Recorded
            .Dissect(withKeys: true)
            .Sum(datagram => datagram.Records.Count(record => record.Opened is not null));
        Assert.Equal(opened, await page.Page.Locator(".dtls-sides").CountAsync());
        Assert.True(
            await page.RunAsync<bool>(
                "() => { const [a, b] = document.querySelector('.dtls-sides').children; return a.getBoundingClientRect().top === b.getBoundingClientRect().top; }"
            )
        );
    }

    [Theory]
    [InlineData(375, false)]
    [InlineData(1000, true)]
    public async Task Nothing_is_wider_than_the_window(int width, bool dark)
    {
        await using TestPage page = await browser.OpenAsync(
            Sample.ToHtml(),
            new TestPageOptions { Width = width, Dark = dark }
        );
        await page.Page.Locator("[data-open=\"1\"]").ClickAsync();

        Assert.True(await page.RunAsync<bool>($"() => document.documentElement.scrollWidth <= {width}"));
        page.AssertQuiet();
    }

    [Fact]
    public async Task A_screen_reader_first_hears_what_happened()
    {
        await using TestPage page = await browser.OpenAsync(Sample.ToHtml());

        string tree = await page.Page.Locator(".dtls-conversation").AriaSnapshotAsync();

        Assert.Contains($"group \"{Sample.Sentence} By hand\"", tree[..400], StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_its_own_is_one_file_that_names_nothing_outside()
    {
        string folder = Directory.CreateTempSubdirectory("conversation").FullName;
        try
        {
            string path = Sample.Save(Path.Combine(folder, "page.html"));

            string html = File.ReadAllText(path);
            Assert.StartsWith("<!doctype html><html lang=\"en\">", html, StringComparison.Ordinal);
            Assert.DoesNotContain("http", html, StringComparison.Ordinal);
            Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Without_keys_no_record_opens_and_each_says_why()
    {
        string html = new Capture(Recorded.Capture).Conversation().ToHtml();

        Assert.DoesNotContain("dtls-sides\"", html, StringComparison.Ordinal);
        Assert.Contains("No key log was given: 6 records stay closed", html, StringComparison.Ordinal);
        Assert.Contains("<b>Closed.</b> The session", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_form_fits_100_columns_and_has_every_datagram()
    {
        string[] lines = Sample.ToText().Split('\n');

        Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));
        Assert.All(
            Enumerable.Range(1, Recorded.Capture.Count),
            number => Assert.Contains(lines, line => line.StartsWith($"{number}. ", StringComparison.Ordinal))
        );
    }

    private static IEnumerable<ByteField> Leaves(ByteField field) =>
        field.Name == "ciphertext" || field.Children.Count == 0 ? [field] : field.Children.SelectMany(Leaves);
}
