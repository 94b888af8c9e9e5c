using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using DtlsNotebooks.Tests.Pcap;
using DtlsNotebooks.Tests.Pictures;
using DtlsNotebooks.Tests.Programs;
using DtlsNotebooks.Tests.Proxy;
using Microsoft.Playwright;

namespace DtlsNotebooks.Tests.Live;

/// <summary>The page of the network, in a browser, with real programs.</summary>
/// <remarks>With a browser of its own: the other tests of pages share a book, which takes minutes to make.</remarks>
public sealed class NetworkPageTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task The_ladder_grows_while_programs_talk_and_any_datagram_opens()
    {
        (ProgramUnderTest server, IPEndPoint place) = await RunningNetwork.ServeAsync("dtls-server-threads");
        using ProgramUnderTest _ = server;
        using RunningNetwork network = await RunningNetwork.StartAsync(place, "--page");
        await using TestPage page = await browser.VisitAsync(await network.PageAsync());
        await page.Page.Locator("#connection", new() { HasText = "Live." }).WaitForAsync();

        using ProgramUnderTest client = await ProgramUnderTest.StartAsync("dtls-client", "--port", network.Port);
        await client.LineWithAsync("Connected");
        await AtLeastAsync(page, 6);
        Assert.Contains("ClientHello", await RowNameAsync(page, 0), StringComparison.Ordinal);
        await client.TypeAsync("Good morning");
        await client.LineWithAsync("I hear you");
        await AtLeastAsync(page, 8);

        await page.Page.Locator(".dtls-row").Nth(0).ClickAsync();
        ILocator panel = page.Page.Locator("#ladder .dtls-detail");
        await panel.GetByText("Datagram 1. ").WaitForAsync();
        Assert.Contains("ClientHello", await panel.InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await panel.Locator("li").CountAsync() > 3);

        // What is open stays open while more comes.
        int before = await page.Page.Locator(".dtls-row").CountAsync();
        await client.TypeAsync("");
        await AtLeastAsync(page, before + 1);
        Assert.Equal("true", await page.Page.Locator(".dtls-row").Nth(0).GetAttributeAsync("aria-expanded"));
        Assert.True(await panel.IsVisibleAsync());
        page.AssertQuiet();
    }

    [Fact]
    public async Task A_burst_of_thousands_leaves_a_picture_of_bounded_size_that_says_what_it_leaves_out()
    {
        const int Sent = 15_000;
        using UdpEcho server = new();
        using RunningNetwork network = await RunningNetwork.StartAsync(server.EndPoint, "--page");
        await using TestPage page = await browser.VisitAsync(await network.PageAsync());
        using Socket client = network.Connect();
        byte[] buffer = new byte[100];
        for (int i = 1; i <= Sent; i++)
        {
            client.Send(Encoding.UTF8.GetBytes($"number {i}"));
            client.Receive(buffer);
        }
        await page.Page.GetByText($"{Sent * 2} sent").First.WaitForAsync();
        await page
            .Page.Locator("#title", new() { HasText = $"Datagrams {(Sent * 2) - 199} to {Sent * 2}" })
            .WaitForAsync();

        Assert.Equal(200, await page.Page.Locator(".dtls-row").CountAsync());
        // Far down the names of the lifelines are still in sight.
        Assert.True(
            await page.RunAsync<bool>(
                "(() => { const box = document.querySelector('.live-scroll').getBoundingClientRect(), names = document.querySelector('.dtls-names').getBoundingClientRect(); return document.querySelector('.live-scroll').scrollTop > 1000 && Math.abs(names.top - box.top) < 5; })()"
            )
        );
        Assert.Equal($"{(Sent * 2) - 200} earlier datagrams above.", await page.Page.InnerTextAsync("#note"));
        Assert.StartsWith(
            $"{(Sent * 2) - 20_000} older datagrams are no longer kept here",
            await page.Page.InnerTextAsync("#left-out"),
            StringComparison.Ordinal
        );

        // What is left out can be had.
        await page.Page.ClickAsync("#earlier");
        await page.Page.Locator("#title", new() { HasText = $"to {(Sent * 2) - 200}" }).WaitForAsync();
        await page.Page.ClickAsync("#newest");
        client.Send("one more"u8);
        await page.Page.Locator("#title", new() { HasText = $"to {(Sent * 2) + 2}" }).WaitForAsync();
        Assert.Contains("one more", await RowNameAsync(page, 199), StringComparison.Ordinal);
        page.AssertQuiet();
    }

    [Fact]
    public async Task A_server_that_vanishes_is_told_and_the_network_goes_on()
    {
        IPEndPoint place = ReservedPort.NextAddress();
        using RunningNetwork network = await RunningNetwork.StartAsync(place, "--page");
        await using TestPage page = await browser.VisitAsync(await network.PageAsync());
        using Socket client = network.Connect();
        byte[] buffer = new byte[100];
        using (ProgramUnderTest server = await ProgramUnderTest.StartAsync("udp-server", "--port", $"{place.Port}"))
        {
            await server.LineWithAsync("Listening");
            client.Send("here?"u8);
            client.Receive(buffer);
            await RowsAsync(page, 2);
        }
        client.Send("still here?"u8);
        client.Send("still here?"u8);
        await page.Page.GetByText($"Nobody listens on {place}: start the server there.").WaitForAsync();

        using ProgramUnderTest next = await ProgramUnderTest.StartAsync("udp-server", "--port", $"{place.Port}");
        await next.LineWithAsync("Listening");
        client.Send("and now?"u8);
        client.Receive(buffer);
        await page.Page.Locator("#notices li").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await RowsAsync(page, 6);
        page.AssertQuiet();
    }

    [Fact]
    public async Task Two_pages_at_once_show_the_same()
    {
        using UdpEcho server = new();
        using RunningNetwork network = await RunningNetwork.StartAsync(server.EndPoint, "--page");
        Uri address = await network.PageAsync();
        await using TestPage one = await browser.VisitAsync(address);
        await using TestPage two = await browser.VisitAsync(
            address,
            new TestPageOptions { Width = 700, DarkSystem = true }
        );
        using Socket first = network.Connect();
        using Socket second = network.Connect();
        Ask(first, "from the first");
        Ask(second, "from the second");
        foreach (TestPage page in new[] { one, two })
        {
            await RowsAsync(page, 4);
            Assert.Contains("Client 1 to Server", await RowNameAsync(page, 0), StringComparison.Ordinal);
        }

        await one.Page.SelectOptionAsync("#client", "2");
        foreach (TestPage page in new[] { one, two })
        {
            await RowsAsync(page, 2);
            Assert.Contains("from the second", await RowNameAsync(page, 0), StringComparison.Ordinal);
        }
        Assert.Equal("2", await two.Page.InputValueAsync("#client"));

        await two.Page.SelectOptionAsync("#client", "0");
        await RowsAsync(one, 4);
        await two.Page.ClickAsync("#pause");
        await one.Page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).WaitForAsync();
        Ask(first, "unseen");
        await one.Page.GetByText("2 newer than this picture").WaitForAsync();
        await two.Page.GetByText("2 newer than this picture").WaitForAsync();
        Assert.Equal(4, await one.Page.Locator(".dtls-row").CountAsync());
        await one.Page.ClickAsync("#pause");
        await RowsAsync(two, 6);

        await one.Page.ClickAsync("#clear");
        foreach (TestPage page in new[] { one, two })
        {
            await RowsAsync(page, 0);
            await page.Page.GetByText("0 sent").WaitForAsync();
        }
        Ask(second, "anew");
        await RowsAsync(two, 2);
        Assert.Contains("Client 1 to Server", await RowNameAsync(two, 0), StringComparison.Ordinal);
        one.AssertQuiet();
        two.AssertQuiet();
    }

    [Fact]
    public async Task Losses_change_while_it_runs_and_a_wrong_number_is_refused()
    {
        (ProgramUnderTest server, IPEndPoint place) = await RunningNetwork.ServeAsync("udp-server");
        using ProgramUnderTest _ = server;
        using RunningNetwork network = await RunningNetwork.StartAsync(place, "--page", "--loss-back", "0.5");
        await using TestPage page = await browser.VisitAsync(await network.PageAsync());
        using ProgramUnderTest client = await ProgramUnderTest.StartAsync("udp-client", "--port", network.Port);
        ILocator there = page.Page.Locator("[data-way=there] [name=loss]");
        ILocator back = page.Page.Locator("[data-way=back] [name=loss]");
        await Assertions.Expect(back).ToHaveValueAsync("50");
        await SetAsync(back, "0");

        await SetAsync(there, "100");
        await there.BlurAsync();
        await Assertions.Expect(there).ToHaveValueAsync("100");
        await client.TypeAsync("lost");
        await client.LineWithAsync("(no answer");
        await page.Page.GetByText("1 lost").First.WaitForAsync();

        await SetAsync(there, "0");
        await client.TypeAsync("kept");
        await client.LineWithAsync("kept");
        await RowsAsync(page, 3);

        await SetAsync(there, "300");
        await page.Page.GetByText("Write a number of percent from 0 to 100.").WaitForAsync();
        Assert.Equal("true", await there.GetAttributeAsync("aria-invalid"));
        await client.TypeAsync("still kept");
        await client.LineWithAsync("still kept");
    }

    [Theory]
    [InlineData(375, false)]
    [InlineData(375, true)]
    [InlineData(1280, true)]
    public async Task It_fits_a_phone_and_the_dark_and_goes_by_keyboard(int width, bool dark)
    {
        using UdpEcho server = new();
        using RunningNetwork network = await RunningNetwork.StartAsync(server.EndPoint, "--page");
        await using TestPage page = await browser.VisitAsync(
            await network.PageAsync(),
            new TestPageOptions { Width = width, DarkSystem = dark }
        );
        using Socket client = network.Connect();
        Ask(client, "one");
        Ask(client, "two");
        await RowsAsync(page, 4);

        Assert.True(await page.RunAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Equal(dark ? "dark" : "light", await page.Page.Locator("#ladder").GetAttributeAsync("data-dtls-theme"));
        Assert.Equal(
            dark ? "rgb(30, 30, 30)" : "rgb(255, 255, 255)",
            await page.RunAsync<string>("getComputedStyle(document.body).backgroundColor")
        );

        await page.Page.FocusAsync("#pause");
        await page.Page.Keyboard.PressAsync("Space");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).WaitForAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).WaitForAsync();

        await page.Page.FocusAsync(".dtls-row");
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Locator("#ladder .dtls-detail").GetByText("Datagram 2. ").WaitForAsync();
        // The focus stays with its datagram while others come.
        Ask(client, "three");
        await RowsAsync(page, 6);
        Assert.Contains(
            "Server to Client 1: “one”",
            await page.RunAsync<string>("document.activeElement.getAttribute('aria-label')"),
            StringComparison.Ordinal
        );
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Page.Locator("#ladder .dtls-detail").WaitForAsync(new() { State = WaitForSelectorState.Hidden });

        await page.Page.ClickAsync("#theme");
        await page.Page.Locator($"#ladder[data-dtls-theme={(dark ? "light" : "dark")}]").WaitForAsync();
        page.AssertQuiet();
    }

    [Fact]
    public async Task A_page_that_comes_back_catches_up_and_one_whose_network_ends_says_so()
    {
        using UdpEcho server = new();
        using RunningNetwork network = await RunningNetwork.StartAsync(server.EndPoint, "--page");
        await using TestPage page = await browser.VisitAsync(await network.PageAsync());
        using Socket client = network.Connect();
        Ask(client, "one");
        await RowsAsync(page, 2);

        await page.Page.ReloadAsync();
        Ask(client, "two");
        await RowsAsync(page, 4);
        network.Program.Interrupt();
        Assert.Equal(0, await network.Program.EndAsync());

        await page.Page.GetByText("The network does not answer; this is what was seen last.").WaitForAsync();
        Assert.Equal(4, await page.Page.Locator(".dtls-row").CountAsync());
    }

    [Fact]
    public async Task Nobody_without_the_token_and_no_page_from_elsewhere_gets_an_answer()
    {
        using RunningNetwork network = await RunningNetwork.StartAsync(new(IPAddress.Loopback, 11111), "--page");
        Uri page = await network.PageAsync();
        string server = page.GetLeftPart(UriPartial.Authority);
        using HttpClient visitor = new();

        foreach (string path in "/ /events /ladder /capture /datagram?number=1 /live.js /do".Split(' '))
        {
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(server + path));
            Assert.Equal(
                HttpStatusCode.Forbidden,
                await StatusAsync(
                    $"{server}{path}{(path.Contains('?') ? '&' : '?')}token=0123456789abcdef0123456789abcdef"
                )
            );
        }
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(page.ToString()));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(page.ToString(), host: "attacker.example"));
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await StatusAsync(page.ToString(), host: $"attacker.example:{page.Port}")
        );
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(page.ToString(), origin: "http://attacker.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(page.ToString(), origin: "null"));

        string deed = $"{server}/do{page.Query}";
        Assert.Equal(HttpStatusCode.OK, await PostAsync("""{"what":"clear"}"""));
        foreach (
            string nonsense in new[] { "", "[]", "7", "{", """{"what":"end the world"}""", """{"what":"choose"}""" }
        )
        {
            Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(nonsense));
        }
        Assert.NotEqual(HttpStatusCode.OK, await PostAsync(new string(' ', 100_000)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(page.ToString()));

        async Task<HttpStatusCode> StatusAsync(string url, string? host = null, string? origin = null)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, url);
            request.Headers.Host = host;
            if (origin is not null)
                request.Headers.Add("Origin", origin);
            using HttpResponseMessage answer = await visitor.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                TestContext.Current.CancellationToken
            );
            return answer.StatusCode;
        }

        async Task<HttpStatusCode> PostAsync(string body)
        {
            using StringContent content = new(body);
            using HttpResponseMessage answer = await visitor.PostAsync(
                new Uri(deed),
                content,
                TestContext.Current.CancellationToken
            );
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task The_first_word_of_the_events_is_the_whole_state_and_the_capture_can_be_saved()
    {
        using UdpEcho server = new();
        using RunningNetwork network = await RunningNetwork.StartAsync(server.EndPoint, "--page");
        Uri page = await network.PageAsync();
        string home = page.GetLeftPart(UriPartial.Authority);
        using Socket client = network.Connect();
        for (int i = 0; i < 10; i++)
            Ask(client, $"number {i.ToString(CultureInfo.InvariantCulture)}");
        using HttpClient visitor = new();

        // The answer reaches the client a moment before it is counted.
        long sent = 0;
        for (int i = 0; i < 200 && sent < 20; i++)
        {
            using Stream events = await visitor.GetStreamAsync(
                new Uri($"{home}/events{page.Query}"),
                TestContext.Current.CancellationToken
            );
            using StreamReader reader = new(events);
            Assert.StartsWith(
                "retry:",
                await reader.ReadLineAsync(TestContext.Current.CancellationToken),
                StringComparison.Ordinal
            );
            string data = (await reader.ReadLineAsync(TestContext.Current.CancellationToken))!;
            using var state = JsonDocument.Parse(data["data:".Length..]);
            sent = state.RootElement.GetProperty("sent").GetInt64();
        }
        Assert.Equal(20, sent);

        byte[] file = await visitor.GetByteArrayAsync(
            new Uri($"{home}/capture{page.Query}"),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(20, PcapngReader.Parse(file).Value.Packets.Count);
    }

    private static void Ask(Socket client, string words)
    {
        client.Send(Encoding.UTF8.GetBytes(words));
        client.Receive(new byte[1000]);
    }

    // The network has taken it, or refused it, when it has answered.
    private static async Task SetAsync(ILocator input, string value) =>
        await input.Page.RunAndWaitForResponseAsync(
            async () =>
            {
                await input.FillAsync(value);
                await input.PressAsync("Enter");
            },
            answer => answer.Url.Contains("/do?", StringComparison.Ordinal)
        );

    private static async Task RowsAsync(TestPage page, int count) =>
        await page.Page.WaitForFunctionAsync("n => document.querySelectorAll('.dtls-row').length === n", count);

    // On a busy machine a flight may be sent twice.
    private static async Task AtLeastAsync(TestPage page, int count) =>
        await page.Page.WaitForFunctionAsync("n => document.querySelectorAll('.dtls-row').length >= n", count);

    private static async Task<string> RowNameAsync(TestPage page, int at) =>
        await page.Page.Locator(".dtls-row").Nth(at).GetAttributeAsync("aria-label") ?? "";
}
