using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Lessons;
using DtlsNotebooks.Tests.Certificates;

namespace DtlsNotebooks.Tests.Programs;

/// <summary>The client that a student takes home from chapter 2b.</summary>
public sealed partial class DtlsClientProgramTests : IDisposable
{
    private const string Name = "dtls-client";
    private readonly string _folder = Directory.CreateTempSubdirectory("dtls-client-").FullName;
    private readonly LessonCertificates _certificates;

    public DtlsClientProgramTests() => _certificates = LessonCertificates.EnsureIn(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Each_line_is_answered_and_an_empty_one_says_goodbye()
    {
        using EchoServer server = Serve();
        using ProgramUnderTest client = await StartAsync(server.LocalEndPoint.Port);
        await client.LineWithAsync("Connected to 127.0.0.1:");

        foreach (string line in new[] { "hello", "grüß Gott" })
        {
            await client.TypeAsync(line);
            Assert.Equal(line, await client.LineWithAsync(line));
        }

        await client.TypeAsync("");
        Assert.Equal(0, await client.EndAsync());
        Assert.EndsWith("Goodbye.", client.Output, StringComparison.Ordinal);
        Assert.Equal(["hello", "grüß Gott"], server.Heard);
    }

    [Fact]
    public async Task The_end_of_what_is_typed_says_goodbye_too()
    {
        using EchoServer server = Serve();
        using ProgramUnderTest client = await StartAsync(server.LocalEndPoint.Port);
        await client.LineWithAsync("Connected");

        client.EndInput();

        Assert.Equal(0, await client.EndAsync());
    }

    [Fact]
    public async Task Ctrl_C_says_goodbye_to_the_server_and_ends_well()
    {
        using var listener = new DtlsListener(
            DtlsContext.ForServer(_certificates),
            new IPEndPoint(IPAddress.Loopback, 0)
        );
        using ProgramUnderTest client = await StartAsync(listener.LocalEndPoint.Port);
        using DtlsSession session = listener.WaitForClient(ProgramUnderTest.Bound)!;
        Assert.Equal(DtlsStatus.Done, session.Accept());
        await client.LineWithAsync("Connected");

        client.Interrupt();

        Assert.Equal(DtlsStatus.Closed, session.Read([], out _));
        Assert.Equal(0, await client.EndAsync());
        Assert.EndsWith("Goodbye.", client.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_talks_with_the_server_of_chapter_2a()
    {
        using ProgramUnderTest server = await ProgramUnderTest.StartAsync("dtls-server", "--port", "0");
        string listening = await server.LineWithAsync("Listening on ");
        using ProgramUnderTest client = await ProgramUnderTest.StartAsync(
            Name,
            "--port",
            PortAfterColon().Match(listening).Groups[1].Value
        );
        await client.LineWithAsync("Connected");

        await client.TypeAsync("Good morning");
        await server.LineWithAsync("says: Good morning");
        await client.LineWithAsync("I hear you");
        await client.TypeAsync("");

        Assert.Equal(0, await client.EndAsync());
        await server.LineWithAsync("has left");
    }

    [Fact]
    public async Task It_talks_with_OpenSSL()
    {
        string? openssl = Tool.Find("openssl");
        Assert.SkipWhen(openssl is null, "openssl is not installed.");
        int port = ReservedPort.Next();
        using Process server = Process.Start(
            new ProcessStartInfo(
                openssl,
                [
                    .. new[] { "s_server", "-dtls1_2", "-quiet", "-accept", $"{port}" },
                    .. new[] { "-cert", _certificates.ServerFile, "-key", _certificates.ServerKeyFile },
                ]
            )
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        try
        {
            using ProgramUnderTest client = await StartAsync(port);
            await client.LineWithAsync("Connected");
            await client.TypeAsync("from the student");
            using var bound = new CancellationTokenSource(ProgramUnderTest.Bound);
            char[] heard = new char["from the student".Length];
            await server.StandardOutput.ReadBlockAsync(heard, bound.Token);
            Assert.Equal("from the student", new string(heard));

            await server.StandardInput.WriteLineAsync("from OpenSSL");
            await server.StandardInput.FlushAsync(bound.Token);
            await client.TypeAsync("and again");
            await client.LineWithAsync("from OpenSSL");
            client.EndInput();
            Assert.Equal(0, await client.EndAsync());
        }
        finally
        {
            server.Kill();
            server.WaitForExit(ProgramUnderTest.Bound);
        }
    }

    [Fact]
    public async Task One_line_changed_and_the_handshake_ends_with_its_alert()
    {
        using EchoServer server = Serve();
        string port = $"{server.LocalEndPoint.Port}";
        using var stranger = CertificateAuthority.Create("a stranger");
        string strangers = Path.Combine(_folder, "stranger.pem");
        await File.WriteAllTextAsync(
            strangers,
            stranger.Certificate.ExportCertificatePem(),
            TestContext.Current.CancellationToken
        );

        await EndsWithAsync("unknown_ca", "--port", port, "--authority", strangers);
        await EndsWithAsync(
            "host name mismatch",
            "--port",
            port,
            "--authority",
            _certificates.AuthorityFile,
            "--host",
            "www.example.com"
        );
        await EndsWithAsync(
            "handshake_failure",
            "--port",
            port,
            "--authority",
            _certificates.AuthorityFile,
            "--suite",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
        );
        Assert.Empty(server.Heard);
    }

    [Fact]
    public async Task Where_nobody_is_it_says_so_in_one_sentence() =>
        await EndsWithAsync(
            "timed out",
            "--port",
            $"{ReservedPort.Next()}",
            "--authority",
            _certificates.AuthorityFile
        );

    [Theory]
    [InlineData("--address", "nowhere")]
    [InlineData("--port", "eleven")]
    [InlineData("--port", "65536")]
    [InlineData("--suite", "TLS_NONE")]
    [InlineData("--colour", "red")]
    [InlineData("--port")]
    [InlineData("--authority", "no-such-file.pem")]
    public async Task What_cannot_be_used_is_told_in_one_sentence(params string[] arguments) =>
        await EndsWithAsync(arguments[^1] == "no-such-file.pem" ? "no-such-file.pem" : "--port", arguments);

    private static async Task EndsWithAsync(string word, params string[] arguments)
    {
        (int exitCode, string output) = await ProgramUnderTest.RunAsync(Name, arguments);

        Assert.Equal(1, exitCode);
        Assert.Contains(word, output, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', output);
        Assert.DoesNotContain("Exception", output, StringComparison.Ordinal);
    }

    private EchoServer Serve() => new(DtlsContext.ForServer(_certificates));

    private async Task<ProgramUnderTest> StartAsync(int port) =>
        await ProgramUnderTest.StartAsync(Name, "--port", $"{port}", "--authority", _certificates.AuthorityFile);

    [GeneratedRegex(@":(\d+)")]
    private static partial Regex PortAfterColon();
}
