using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Tests.Certificates;
using DtlsNotebooks.Tests.Dtls;
using DtlsNotebooks.Tests.Notebooks;

namespace DtlsNotebooks.Tests.Programs;

/// <summary>The server and the client that a student takes home from chapter 5.</summary>
public sealed partial class DtlsServerLoopProgramTests
{
    private const string Server = "dtls-server-loop";
    private const string Client = "dtls-client-nonblocking";

    [Fact]
    public async Task One_server_and_two_clients_of_the_chapter_talk_at_the_same_time()
    {
        using ProgramUnderTest server = await ProgramUnderTest.StartAsync(Server, "--port", "0");
        IPEndPoint address = await AddressOf(server);
        using ProgramUnderTest one = await ProgramUnderTest.StartAsync(Client, "--port", $"{address.Port}");
        using ProgramUnderTest two = await ProgramUnderTest.StartAsync(Client, "--port", $"{address.Port}");
        await one.LineWithAsync("Connected");
        await two.LineWithAsync("Connected");

        await two.TypeAsync("I am two.");
        await two.LineWithAsync("I am two.");
        await one.TypeAsync("I am one.");
        await one.LineWithAsync("I am one.");
        one.EndInput();

        Assert.Equal(0, await one.EndAsync());
        await two.TypeAsync("Still here.");
        await two.LineWithAsync("Still here.");
    }

    [Fact]
    public async Task Ctrl_C_says_goodbye_to_every_client_and_ends_both_well()
    {
        using ProgramUnderTest server = await ProgramUnderTest.StartAsync(Server, "--port", "0");
        IPEndPoint address = await AddressOf(server);
        using ProgramUnderTest leaving = await ProgramUnderTest.StartAsync(Client, "--port", $"{address.Port}");
        using ProgramUnderTest staying = await ProgramUnderTest.StartAsync(Client, "--port", $"{address.Port}");
        await leaving.LineWithAsync("Connected");
        await staying.LineWithAsync("Connected");

        leaving.Interrupt();
        Assert.Equal(0, await leaving.EndAsync());
        Assert.EndsWith("Goodbye.", leaving.Output, StringComparison.Ordinal);
        server.Interrupt();
        Assert.Equal(0, await server.EndAsync());

        Assert.EndsWith("Goodbye.", server.Output, StringComparison.Ordinal);
        await staying.LineWithAsync("The server has said goodbye.");
        Assert.Equal(0, await staying.EndAsync());
    }

    [Fact]
    public async Task Strangers_large_records_and_refusing_clients_do_not_end_the_server()
    {
        using ProgramUnderTest server = await ProgramUnderTest.StartAsync(Server, "--port", "0");
        IPEndPoint address = await AddressOf(server);
        using (var stranger = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp))
        {
            stranger.SendTo([], address);
            stranger.SendTo("no DTLS at all"u8, address);
        }

        Assert.Throws<DtlsException>(() => Connect(address, "other.example"));
        using DtlsSession client = Connect(address, "localhost");
        string longest = new('x', client.LargestWrite);
        client.WriteText(longest);

        Assert.StartsWith("xxx", client.ReadText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenSSL_as_a_client_is_answered()
    {
        string? openssl = Tool.Find("openssl");
        Assert.SkipWhen(openssl is null, "openssl is not installed.");
        using ProgramUnderTest server = await ProgramUnderTest.StartAsync(Server, "--port", "0");
        IPEndPoint address = await AddressOf(server);
        using Process client = Start(
            openssl,
            $"s_client -dtls1_2 -quiet -verify_return_error -connect {address} -CAfile \"{Authority}\""
        );
        try
        {
            await client.StandardInput.WriteLineAsync("Hello from OpenSSL");
            await client.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
            using var bound = new CancellationTokenSource(ProgramUnderTest.Bound);
            Assert.Equal("Hello from OpenSSL", await client.StandardOutput.ReadLineAsync(bound.Token));
        }
        finally
        {
            client.Kill();
        }
    }

    [Fact]
    public async Task OpenSSL_as_a_server_answers_the_client()
    {
        string? openssl = Tool.Find("openssl");
        Assert.SkipWhen(openssl is null, "openssl is not installed.");
        int port = ReservedPort.Next();
        string certs = Path.Combine(Repository.Root, "certs");
        LessonCertificates.EnsureIn(certs, KeyKind.EcdsaP256); // as the programs do

        using Process server = Start(
            openssl,
            $"s_server -dtls1_2 -accept 127.0.0.1:{port} -quiet -cert \"{Path.Combine(certs, "server-cert.pem")}\" "
                + $"-key \"{Path.Combine(certs, "server-key.pem")}\""
        );
        try
        {
            Loopback.WaitUntilBound(port);
            using ProgramUnderTest client = await ProgramUnderTest.StartAsync(Client, "--port", $"{port}");
            await client.LineWithAsync("Connected");
            await client.TypeAsync("abc");
            using var bound = new CancellationTokenSource(ProgramUnderTest.Bound);
            Assert.Equal("abc", await server.StandardOutput.ReadLineAsync(bound.Token));
            await server.StandardInput.WriteLineAsync("OpenSSL answers");
            await server.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
            await client.LineWithAsync("OpenSSL answers");
        }
        finally
        {
            server.Kill();
        }
    }

    [Fact]
    public async Task A_taken_port_and_an_absent_server_are_said_in_one_sentence()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)taken.LocalEndPoint!).Port;

        (int serverCode, string server) = await ProgramUnderTest.RunAsync(Server, "--port", $"{port}");
        (int clientCode, string client) = await ProgramUnderTest.RunAsync(Client, "--port", $"{ReservedPort.Next()}");

        Assert.Equal((1, 1), (serverCode, clientCode));
        Assert.Contains($"{port}", Assert.Single(server.Split('\n')), StringComparison.Ordinal);
        Assert.Contains("check", Assert.Single(client.Split('\n')), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(Server, "--port")]
    [InlineData(Server, "--port", "eleven")]
    [InlineData(Server, "--port", "65536")]
    [InlineData(Server, "11111")]
    [InlineData(Client, "--port")]
    [InlineData(Client, "--port", "0")]
    [InlineData(Client, "--host", "127.0.0.1", "--port", "-1")]
    [InlineData(Client, "127.0.0.1")]
    public async Task Bad_arguments_are_said_in_one_sentence(string program, params string[] arguments)
    {
        (int exitCode, string output) = await ProgramUnderTest.RunAsync(program, arguments);

        Assert.Equal(1, exitCode);
        Assert.Contains("--port", Assert.Single(output.Split('\n')), StringComparison.Ordinal);
    }

    private static string Authority => Path.Combine(Repository.Root, "certs", "ca-cert.pem");

    private static async Task<IPEndPoint> AddressOf(ProgramUnderTest server) =>
        IPEndPoint.Parse(ListeningOn().Match(await server.LineWithAsync("Listening on ")).Groups[1].Value);

    private static DtlsSession Connect(IPEndPoint address, string hostName) =>
        DtlsSession.ConnectTo(
            new DtlsContext
            {
                Verifier = CertificateVerifier.Load(Authority),
                HandshakeTimeout = ProgramUnderTest.Bound,
                IdleTimeout = ProgramUnderTest.Bound,
            },
            address,
            hostName
        );

    private static Process Start(string program, string arguments) =>
        Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;

    [GeneratedRegex(@"Listening on ([0-9.:]+?),")]
    private static partial Regex ListeningOn();
}
