using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Tests.Certificates;
using DtlsNotebooks.Tests.Notebooks;

namespace DtlsNotebooks.Tests.Programs;

/// <summary>The server that a student takes home from chapter 2a.</summary>
public sealed partial class DtlsServerProgramTests
{
    private const string Name = "dtls-server";
    private const string Ack = "I hear you fashizzle!\n";

    [Fact]
    public async Task It_acknowledges_client_after_client_with_the_tutorials_sentence()
    {
        using ProgramUnderTest server = await ProgramUnderTest.StartAsync(Name, "--port", "0");
        IPEndPoint address = await AddressOf(server);

        for (int i = 1; i <= 3; i++)
        {
            using DtlsSession client = Connect(address);
            client.WriteText($"I am client {i}.");
            Assert.Equal(Ack, client.ReadText());
            client.WriteText("And I say more.");
            Assert.Equal(Ack, client.ReadText());
            client.Dispose();
            await server.LineWithAsync($"says: I am client {i}.");
            await server.LineWithAsync("has left");
        }
    }

    [Fact]
    public async Task Ctrl_C_says_goodbye_to_the_client_and_ends_well()
    {
        using ProgramUnderTest server = await ProgramUnderTest.StartAsync(Name, "--port", "0");
        using DtlsSession client = Connect(await AddressOf(server));
        await server.LineWithAsync("is in");

        server.Interrupt();

        Assert.Equal(DtlsStatus.Closed, client.Read([], out _));
        Assert.Equal(0, await server.EndAsync());
        Assert.EndsWith("Goodbye.", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_server_that_has_no_client()
    {
        using ProgramUnderTest server = await ProgramUnderTest.StartAsync(Name, "--port", "0");
        await AddressOf(server);

        server.Interrupt();

        Assert.Equal(0, await server.EndAsync());
    }

    [Fact]
    public async Task A_client_that_is_refused_and_a_forged_datagram_do_not_end_it()
    {
        using ProgramUnderTest server = await ProgramUnderTest.StartAsync(Name, "--port", "0");
        IPEndPoint address = await AddressOf(server);
        using (var stranger = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp))
        {
            stranger.SendTo([], address);
            stranger.SendTo("no DTLS at all"u8, address);
        }

        Assert.Throws<DtlsException>(() => Connect(address, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256));
        await server.LineWithAsync("handshake_failure");

        using DtlsSession client = Connect(address);
        client.WriteText("Still there?");
        Assert.Equal(Ack, client.ReadText());
    }

    [Fact]
    public async Task The_largest_legal_record_does_not_end_it()
    {
        using ProgramUnderTest server = await ProgramUnderTest.StartAsync(Name, "--port", "0");
        using DtlsSession client = Connect(await AddressOf(server), sendLimit: 1400);
        client.WriteText(new string('x', client.LargestWrite));
        Assert.Equal(Ack, client.ReadText());
    }

    [Fact]
    public async Task OpenSSL_verifies_it_and_is_answered()
    {
        using ProgramUnderTest server = await ProgramUnderTest.StartAsync(Name, "--port", "0");
        IPEndPoint address = await AddressOf(server);
        string? openssl = Tool.Find("openssl");
        Assert.SkipWhen(openssl is null, "openssl is not installed.");
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
    public async Task The_client_of_the_other_half_talks_to_it_line_by_line()
    {
        using ProgramUnderTest server = await ProgramUnderTest.StartAsync(Name, "--port", "0");
        string port = $"{(await AddressOf(server)).Port}";
        using ProgramUnderTest client = await ProgramUnderTest.StartAsync("dtls-client", "--port", port);

        foreach (string line in (string[])["A first line.", "And a second."])
        {
            await client.TypeAsync(line);
            await server.LineWithAsync($"says: {line}");
            await client.LineWithAsync(Ack.TrimEnd());
        }

        await client.TypeAsync("");
        Assert.Equal(0, await client.EndAsync());
        await server.LineWithAsync("has left");
    }

    [Fact]
    public async Task The_client_of_the_other_half_is_told_why_it_is_refused()
    {
        using ProgramUnderTest server = await ProgramUnderTest.StartAsync(Name, "--port", "0");
        string port = $"{(await AddressOf(server)).Port}";

        (int exitCode, string output) = await ProgramUnderTest.RunAsync(
            "dtls-client",
            "--port",
            port,
            "--suite",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
        );

        Assert.Equal(1, exitCode);
        Assert.Contains("handshake_failure", output, StringComparison.Ordinal);
        await server.LineWithAsync("handshake_failure");
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
    [InlineData("--port", "-1")]
    [InlineData("11111")]
    [InlineData("--every")]
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

    private static DtlsSession Connect(IPEndPoint address, TlsCipherSuite? suite = null, int sendLimit = 1400)
    {
        var context = new DtlsContext
        {
            Verifier = CertificateVerifier.Load(Path.Combine(Repository.Root, "certs", "ca-cert.pem")),
            CipherSuites = suite is { } only ? [only] : null,
            HandshakeTimeout = ProgramUnderTest.Bound,
            IdleTimeout = ProgramUnderTest.Bound,
            SendLimit = sendLimit,
        };
        return DtlsSession.ConnectTo(context, address);
    }

    [GeneratedRegex(@"Listening on ([0-9.:]+?),")]
    private static partial Regex ListeningOn();
}
