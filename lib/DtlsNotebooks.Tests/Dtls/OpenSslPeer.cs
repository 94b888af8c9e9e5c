using System.Diagnostics;
using System.Net;
using System.Threading.Channels;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Tests.Certificates;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>OpenSSL's programs at the other end, one at a time, with certificates of their own folder.</summary>
internal sealed class OpenSslPeer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dtls-notebooks-").FullName;
    private readonly Channel<string> _errors = Channel.CreateUnbounded<string>();
    private Process? _process;

    internal LessonCertificates Files { get; private set; } = null!;

    internal LessonCertificates MakeFiles(KeyKind keys = KeyKind.EcdsaP256) =>
        Files = LessonCertificates.EnsureIn(_folder, keys);

    /// <summary>The path of a file in the folder that goes with this object.</summary>
    internal string PathOf(string name) => Path.Combine(_folder, name);

    internal IPEndPoint StartServer(string options, KeyKind keys = KeyKind.EcdsaP256)
    {
        MakeFiles(keys);
        IPEndPoint address = ReservedPort.NextAddress();
        Start(
            $"s_server -dtls1_2 -quiet -accept {address} -cert {Files.ServerFile} -key {Files.ServerKeyFile} "
                + $"-CAfile {Files.AuthorityFile} {options}"
        );
        Loopback.WaitUntilBound(address.Port);
        return address;
    }

    internal void StartClient(IPEndPoint server, bool mutual)
    {
        string own = mutual ? $"-cert {Files.ClientFile} -key {Files.ClientKeyFile}" : "";
        StartClient(server, $"-verify_return_error -verify_hostname localhost {own}");
    }

    internal void StartClient(IPEndPoint server, string options) =>
        Start($"s_client -dtls1_2 -quiet -connect {server} -CAfile {Files.AuthorityFile} {options}");

    /// <summary>A context whose handshakes have time, as the program at the other end is slow to start.</summary>
    internal static DtlsContext Patient(DtlsContext context) =>
        context with
        {
            FirstResend = TimeSpan.FromMilliseconds(200),
            HandshakeTimeout = LessonPki.Bound,
            IdleTimeout = LessonPki.Bound,
        };

    internal async Task WriteLine(string line)
    {
        await _process!.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
    }

    internal async Task<string?> LineWith(string word, TimeSpan? atMost = null)
    {
        using var bound = new CancellationTokenSource(atMost ?? LessonPki.Bound);
        string? line;
        do
        {
            line = await _process!.StandardOutput.ReadLineAsync(bound.Token);
        } while (line is not null && !line.Contains(word, StringComparison.Ordinal));

        return line;
    }

    /// <summary>The next line of standard error that contains a word.</summary>
    internal async Task<string> ErrorWith(string word)
    {
        using var bound = new CancellationTokenSource(LessonPki.Bound);
        string line;
        do
        {
            line = await _errors.Reader.ReadAsync(bound.Token);
        } while (!line.Contains(word, StringComparison.Ordinal));

        return line;
    }

    /// <summary>Ends the program, and waits until it has let go of its port and its files.</summary>
    internal void End()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit(LessonPki.Bound);
        }

        _process?.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        End();
        Directory.Delete(_folder, recursive: true);
    }

    private void Start(string arguments)
    {
        End();
        string? openssl = Tool.Find("openssl");
        Assert.SkipWhen(openssl is null, "openssl is not installed.");
        _process = Process.Start(
            new ProcessStartInfo(openssl, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        _process.ErrorDataReceived += (_, line) => _errors.Writer.TryWrite(line.Data ?? "");
        _process.BeginErrorReadLine();
    }
}
