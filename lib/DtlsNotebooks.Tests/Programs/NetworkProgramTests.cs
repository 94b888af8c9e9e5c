using System.Net;
using System.Net.Sockets;
using System.Text;
using DtlsNotebooks.Tests.Pcap;
using DtlsNotebooks.Tests.Proxy;

namespace DtlsNotebooks.Tests.Programs;

/// <summary>The network that a student or teacher puts between programs.</summary>
public sealed class NetworkProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dtls-network-").FullName;

    private string FilePath => Path.Combine(_folder, "all.pcapng");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Programs_talk_through_it_and_its_capture_has_all_of_it_after_Ctrl_C()
    {
        (ProgramUnderTest server, IPEndPoint place) = await RunningNetwork.ServeAsync("udp-server");
        using ProgramUnderTest _ = server;
        using RunningNetwork network = await RunningNetwork.StartAsync(place, "--capture", FilePath);
        using ProgramUnderTest client = await ProgramUnderTest.StartAsync("udp-client", "--port", network.Port);
        Assert.Equal(IPAddress.Loopback, network.EndPoint.Address);

        await client.TypeAsync("Good morning");
        await client.LineWithAsync("Good morning");
        await network.Program.LineWithAsync("Client 1 is 127.0.0.1:");
        await network.Program.LineWithAsync("1 client: 1 there, 1 back, 0 lost, 0 doubled.");
        network.Program.Interrupt();

        Assert.Equal(0, await network.Program.EndAsync());
        Assert.EndsWith("Goodbye.", network.Program.Output, StringComparison.Ordinal);
        Assert.Equal(["Good morning", "Good morning"], Texts());
    }

    [Fact]
    public async Task A_DTLS_client_and_its_server_get_on_where_everything_comes_twice_and_late()
    {
        (ProgramUnderTest server, IPEndPoint place) = await RunningNetwork.ServeAsync("dtls-server-threads");
        using ProgramUnderTest _ = server;
        using RunningNetwork network = await RunningNetwork.StartAsync(place, "--duplicate", "1", "--delay", "3");
        using ProgramUnderTest client = await ProgramUnderTest.StartAsync("dtls-client", "--port", network.Port);
        await client.LineWithAsync("Connected");

        await client.TypeAsync("Good evening");
        await client.LineWithAsync("I hear you");
        await client.TypeAsync("");

        Assert.Equal(0, await client.EndAsync());
        await server.LineWithAsync("has left");
    }

    [Fact]
    public async Task Each_direction_has_its_own_luck_and_what_is_lost_is_in_the_file()
    {
        using UdpEcho server = new();
        using RunningNetwork network = await RunningNetwork.StartAsync(
            server.EndPoint,
            "--loss-back",
            "1",
            "--capture",
            FilePath
        );
        using Socket client = network.Connect();
        client.Send("gone"u8);
        await network.Program.LineWithAsync("1 client: 1 there, 1 back, 1 lost");
        network.Program.Interrupt();
        await network.Program.EndAsync();

        Assert.Equal(["", "lost"], Packets().Select(packet => packet.Comment));
    }

    [Fact]
    public async Task What_it_still_held_back_at_Ctrl_C_is_in_the_file()
    {
        using UdpEcho server = new();
        using RunningNetwork network = await RunningNetwork.StartAsync(
            server.EndPoint,
            "--delay-there",
            "60000",
            "--loss-back",
            "0",
            "--capture",
            FilePath,
            "--page"
        );
        Uri page = await network.PageAsync();
        using HttpClient browser = new();
        using Socket client = network.Connect();
        client.Send("late"u8);
        // Its picture tells when it has come in.
        string ladder = "";
        for (int i = 0; i < 400 && !ladder.Contains("late", StringComparison.Ordinal); i++)
        {
            ladder = await browser.GetStringAsync(
                new Uri($"{page.GetLeftPart(UriPartial.Authority)}/ladder{page.Query}"),
                TestContext.Current.CancellationToken
            );
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        network.Program.Interrupt();
        Assert.Equal(0, await network.Program.EndAsync());

        Assert.Equal(["late"], Texts());
        Assert.Equal("still on its way", Assert.Single(Packets()).Comment);
    }

    [Fact]
    public async Task A_network_that_is_killed_leaves_a_file_with_all_that_it_handed_on()
    {
        using UdpEcho server = new();
        using RunningNetwork network = await RunningNetwork.StartAsync(server.EndPoint, "--capture", FilePath);
        using Socket client = network.Connect();
        byte[] buffer = new byte[100];
        for (int i = 0; i < 50; i++)
        {
            client.Send(Encoding.UTF8.GetBytes($"number {i}"));
            client.Receive(buffer);
        }

        network.Dispose(); // kills it

        // The last answer may have been handed on and not yet written.
        Assert.InRange(Packets().Count, 99, 100);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_and_may_come_later()
    {
        IPEndPoint place = ReservedPort.NextAddress();
        using RunningNetwork network = await RunningNetwork.StartAsync(place);
        using Socket client = network.Connect();
        client.Send("anybody?"u8);
        client.Send("anybody?"u8);
        await network.Program.LineWithAsync($"Nobody listens on {place}: start the server there.");

        using ProgramUnderTest server = await ProgramUnderTest.StartAsync("udp-server", "--port", $"{place.Port}");
        await server.LineWithAsync("Listening");
        client.Send("and now?"u8);

        byte[] buffer = new byte[100];
        Assert.Equal("and now?", Encoding.UTF8.GetString(buffer, 0, client.Receive(buffer)));
    }

    [Fact]
    public async Task Only_with_any_do_others_find_it_and_it_says_where()
    {
        using RunningNetwork network = await RunningNetwork.StartAsync(
            new(IPAddress.Loopback, 11111),
            "--any",
            "--page"
        );

        Assert.Equal(IPAddress.Any, network.EndPoint.Address);
        await network.Program.LineWithAsync("A friend's client needs one of");
        Uri page = await network.PageAsync();
        Assert.Equal("127.0.0.1", page.Host);
        // Another address of this machine: a page that listened on all of them would answer.
        using Socket visitor = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "Only Linux has more loopback addresses than one from the start.");
        Assert.Throws<SocketException>(() => visitor.Connect(IPAddress.Parse("127.0.0.2"), page.Port));
    }

    [Fact]
    public async Task What_cannot_be_used_is_said_in_one_sentence()
    {
        using Socket taken = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using TcpListener web = new(IPAddress.Loopback, 0);
        web.Start();
        string port = $"{((IPEndPoint)taken.LocalEndPoint!).Port}";
        string webPort = $"{((IPEndPoint)web.LocalEndpoint).Port}";

        await EndsWithAsync($"Port {port} is taken", "--listen", port);
        await EndsWithAsync($"Port {webPort} is taken", "--listen", "0", "--page", webPort);
        await EndsWithAsync("choose another file", "--listen", "0", "--capture", _folder);
        await EndsWithAsync("--colour", "--colour", "red");
        await EndsWithAsync("0 to 1", "--loss", "20");
    }

    [Fact]
    public async Task Help_names_the_options()
    {
        (int exitCode, string output) = await ProgramUnderTest.RunAsync("network", "--help");

        Assert.Equal(0, exitCode);
        Assert.Contains("--loss-there", output, StringComparison.Ordinal);
    }

    private static async Task EndsWithAsync(string word, params string[] arguments)
    {
        (int exitCode, string output) = await ProgramUnderTest.RunAsync("network", arguments);

        Assert.Equal(1, exitCode);
        Assert.Contains(word, output, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', output);
        Assert.DoesNotContain("Exception", output, StringComparison.Ordinal);
    }

    private IReadOnlyList<PcapngPacket> Packets() => PcapngReader.Parse(File.ReadAllBytes(FilePath)).Value.Packets;

    private IEnumerable<string> Texts() =>
        Packets().Select(packet => Encoding.UTF8.GetString(packet.Data.Span[28..]).TrimEnd());
}
