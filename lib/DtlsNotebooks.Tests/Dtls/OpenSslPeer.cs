using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Certificates;
using DtlsNotebooks.Tests.Certificates;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>One of OpenSSL's programs at the other end, with certificates of its own folder.</summary>
internal sealed class OpenSslPeer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dtls-notebooks-").FullName;
    private Process? _process;

    internal LessonCertificates Files { get; private set; } = null!;

    internal LessonCertificates MakeFiles(KeyKind keys) => Files = LessonCertificates.EnsureIn(_folder, keys);

    internal IPEndPoint StartServer(string options)
    {
        MakeFiles(KeyKind.EcdsaP256);
        IPEndPoint address;
        using (Socket socket = Loopback.Bound())
        {
            address = socket.Address();
        }

        Start($"s_server -dtls1_2 -quiet -accept {address} -cert {Files.ServerFile} -key {Files.ServerKeyFile} -CAfile {Files.AuthorityFile} {options}");
        return address;
    }

    internal void StartClient(IPEndPoint server, bool mutual)
    {
        string own = mutual ? $"-cert {Files.ClientFile} -key {Files.ClientKeyFile}" : "";
        Start($"s_client -dtls1_2 -quiet -connect {server} -CAfile {Files.AuthorityFile} -verify_return_error -verify_hostname localhost {own}");
    }

    internal async Task WriteLine(string line)
    {
        await _process!.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
    }

    internal async Task<string?> LineWith(string word)
    {
        using var bound = new CancellationTokenSource(LessonPki.Bound);
        string? line;
        do
        {
            line = await _process!.StandardOutput.ReadLineAsync(bound.Token);
        }
        while (line is not null && !line.Contains(word, StringComparison.Ordinal));

        return line;
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Start(string arguments)
    {
        string? openssl = Tool.Find("openssl");
        Assert.SkipWhen(openssl is null, "openssl is not installed.");
        _process = Process.Start(new ProcessStartInfo(openssl, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
    }
}
