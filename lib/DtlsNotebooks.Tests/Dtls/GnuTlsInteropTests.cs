using System.Diagnostics;
using System.Net;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Tests.Certificates;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>GnuTLS's own programs at the other end, in both roles, with client certificates and resumption.</summary>
public sealed class GnuTlsInteropTests : IDisposable
{
    private const string Priority = "--priority NORMAL:-VERS-ALL:+VERS-DTLS1.2";

    private readonly string _folder = Directory.CreateTempSubdirectory("dtls-gnutls-").FullName;
    private Process? _process;

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit(LessonPki.Bound);
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(KeyKind.EcdsaP256)]
    [InlineData(KeyKind.Rsa2048)]
    public void Our_client_talks_to_gnutls_serv_and_comes_back(KeyKind keys)
    {
        var files = LessonCertificates.EnsureIn(_folder, keys);
        int port = ReservedPort.Next();
        Start(
            "gnutls-serv",
            $"--udp --port {port} --echo --require-client-cert --verify-client-cert --x509cafile {files.AuthorityFile} "
                + $"--x509certfile {files.ServerFile} --x509keyfile {files.ServerKeyFile} {Priority}"
        );
        Loopback.WaitUntilBound(port);
        DtlsContext context = OpenSslPeer.Patient(DtlsContext.ForClient(files));
        var address = new IPEndPoint(IPAddress.Loopback, port);

        using var first = DtlsSession.ConnectTo(context, address);
        AssertEcho(first);
        using SavedSession saved = first.Save()!;
        first.Dispose();
        using var second = DtlsSession.ConnectTo(context, address, saved: saved);
        AssertEcho(second);

        Assert.Equal((false, true), (first.SessionReused, second.SessionReused));
        Assert.Contains("lesson server", second.Facts!.PeerSubject);
    }

    [Theory]
    [InlineData(KeyKind.EcdsaP256)]
    [InlineData(KeyKind.Rsa2048)]
    public void Gnutls_cli_talks_to_our_server_and_comes_back(KeyKind keys)
    {
        var files = LessonCertificates.EnsureIn(_folder, keys);
        using var cache = new SessionCache();
        DtlsContext context = OpenSslPeer.Patient(DtlsContext.ForServer(files)) with
        {
            RequireClientCertificate = true,
            SessionCache = cache,
        };
        using var server = new ListenerServer(new DtlsListener(context, new IPEndPoint(IPAddress.Loopback, 0)));
        Start(
            "gnutls-cli",
            $"--udp --port {server.Listener.LocalEndPoint.Port} --resume --x509cafile {files.AuthorityFile} "
                + $"--x509certfile {files.ClientFile} --x509keyfile {files.ClientKeyFile} --verify-hostname localhost "
                + $"{Priority} 127.0.0.1"
        );
        WaitForLine("This is a resumed session");
        WaitForLine("Simple Client Mode");

        _process!.StandardInput.WriteLine("hello from gnutls");
        _process.StandardInput.Flush();

        WaitForLine("hello from gnutls");
        Assert.Equal((1, 1), (cache.Statistics.Stored, cache.Statistics.Hits));
    }

    private static void AssertEcho(DtlsSession session)
    {
        session.WriteText("over to you\n");
        Assert.Equal("over to you\n", session.ReadText());
    }

    private void WaitForLine(string part)
    {
        string? line;
        do
        {
            Task<string?> reading = _process!.StandardOutput.ReadLineAsync();
            Assert.True(reading.Wait(LessonPki.Bound), $"no line with: {part}");
            line = reading.Result;
        } while (line?.Contains(part, StringComparison.Ordinal) == false);

        Assert.NotNull(line);
    }

    private void Start(string name, string arguments)
    {
        string? program = Tool.Find(name);
        Assert.SkipWhen(program is null, $"{name} is not installed (Debian: gnutls-bin).");
        // A pipe alone would keep what the programs print in their own buffers.
        string? unbuffered = Tool.Find("stdbuf");
        Assert.SkipWhen(unbuffered is null, "stdbuf is not installed.");
        _process = Tool.Start(unbuffered, $"-oL {program} {arguments}");
    }
}
