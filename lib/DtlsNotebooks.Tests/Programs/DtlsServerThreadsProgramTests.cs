using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Tests.Certificates;
using DtlsNotebooks.Tests.Notebooks;

namespace DtlsNotebooks.Tests.Programs;

/// <summary>The server that a student takes home from chapter 3.</summary>
public sealed partial class DtlsServerThreadsProgramTests
{
    private const string Name = "dtls-server-threads";
    private const string Ack = "I hear you fashizzle!\n";

    [Fact]
    public async Task Many_clients_are_in_at_once_and_none_waits_for_another()
    {
        using ProgramUnderTest server = await ProgramUnderTest.StartAsync(Name, "--port", "0");
        IPEndPoint address = await AddressOf(server);
        List<DtlsSession> clients = [.. Enumerable.Range(1, 5).Select(_ => Connect(address))];

        // The last one first: with one thread it would wait for all before it.
        clients.Reverse();
        foreach (DtlsSession client in clients)
        {
            client.WriteText("My turn?");
            Assert.Equal(Ack, client.ReadText());
        }

        clients.ForEach(client => client.Dispose());
        await server.LineWithAsync("says: My turn?");
        await server.LineWithAsync("has left");
    }

    [Fact]
    public async Task Ctrl_C_says_goodbye_to_all_clients_and_ends_well()
    {
        using ProgramUnderTest server = await ProgramUnderTest.StartAsync(Name, "--port", "0");
        IPEndPoint address = await AddressOf(server);
        using DtlsSession ann = Connect(address);
        using DtlsSession bob = Connect(address);
        await server.LineWithAsync("is in");
        await server.LineWithAsync("is in");

        server.Interrupt();

        Assert.Equal(DtlsStatus.Closed, ann.Read([], out _));
        Assert.Equal(DtlsStatus.Closed, bob.Read([], out _));
        Assert.Equal(0, await server.EndAsync());
        Assert.EndsWith("Goodbye.", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_client_that_leaves_and_one_that_knocks_and_goes_do_not_end_it_for_the_others()
    {
        using ProgramUnderTest server = await ProgramUnderTest.StartAsync(Name, "--port", "0");
        IPEndPoint address = await AddressOf(server);
        using DtlsSession stays = Connect(address);
        using (var stranger = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp))
        {
            stranger.SendTo([], address);
            stranger.SendTo("no DTLS at all"u8, address);
        }

        Connect(address).Dispose();
        await server.LineWithAsync("has left");

        stays.WriteText("Still there?");
        Assert.Equal(Ack, stays.ReadText());
        stays.Write([]);
        stays.WriteText(new string('x', stays.LargestWrite));
        Assert.Equal(Ack, stays.ReadText());
        Assert.Equal(Ack, stays.ReadText());
    }

    [Fact]
    public async Task OpenSSL_verifies_it_and_is_answered_while_another_client_is_silent()
    {
        using ProgramUnderTest server = await ProgramUnderTest.StartAsync(Name, "--port", "0");
        IPEndPoint address = await AddressOf(server);
        string? openssl = Tool.Find("openssl");
        Assert.SkipWhen(openssl is null, "openssl is not installed.");
        using DtlsSession silent = Connect(address);
        using Process client = Process.Start(
            new ProcessStartInfo(
                openssl,
                $"s_client -dtls1_2 -quiet -verify_return_error -verify_hostname localhost -connect {address} "
                    + $"-CAfile \"{Path.Combine(Repository.Root, "certs", "ca-cert.pem")}\""
            )
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        try
        {
            await client.StandardInput.WriteLineAsync("Hello from OpenSSL");
            await client.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
            await server.LineWithAsync("says: Hello from OpenSSL");
            using var bound = new CancellationTokenSource(ProgramUnderTest.Bound);
            Assert.Equal(Ack.TrimEnd(), await client.StandardOutput.ReadLineAsync(bound.Token));
        }
        finally
        {
            client.Kill();
        }
    }

    [Fact]
    public async Task A_taken_port_is_said_in_one_sentence()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)taken.LocalEndPoint!).Port;

        (int exitCode, string output) = await ProgramUnderTest.RunAsync(Name, "--port", $"{port}");

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"Port {port} cannot be used", Assert.Single(output.Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--port")]
    [InlineData("--port", "eleven")]
    [InlineData("--port", "65536")]
    [InlineData("11111")]
    public async Task Bad_arguments_are_said_in_one_sentence(params string[] arguments)
    {
        (int exitCode, string output) = await ProgramUnderTest.RunAsync(Name, arguments);

        Assert.Equal(1, exitCode);
        Assert.Contains("port", Assert.Single(output.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_opens_it_to_the_network_and_nothing_else_does()
    {
        using ProgramUnderTest open = await ProgramUnderTest.StartAsync(Name, "--port", "0", "--any");
        Assert.Equal(IPAddress.Any, (await AddressOf(open)).Address);
        using ProgramUnderTest closed = await ProgramUnderTest.StartAsync(Name, "--port", "0");
        Assert.Equal(IPAddress.Loopback, (await AddressOf(closed)).Address);
    }

    private static async Task<IPEndPoint> AddressOf(ProgramUnderTest server) =>
        IPEndPoint.Parse(ListeningOn().Match(await server.LineWithAsync("Listening on ")).Groups[1].Value);

    private static DtlsSession Connect(IPEndPoint address)
    {
        var context = new DtlsContext
        {
            Verifier = CertificateVerifier.Load(Path.Combine(Repository.Root, "certs", "ca-cert.pem")),
            HandshakeTimeout = ProgramUnderTest.Bound,
            IdleTimeout = ProgramUnderTest.Bound,
        };
        return DtlsSession.ConnectTo(context, address);
    }

    [GeneratedRegex(@"Listening on ([0-9.:]+?),")]
    private static partial Regex ListeningOn();
}
