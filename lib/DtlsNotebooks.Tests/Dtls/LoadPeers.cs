using System.Net;
using DtlsNotebooks.Benchmarks.Load;
using DtlsNotebooks.Dtls.Certificates;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>The C programs of the load measurements over OpenSSL, as peers of tests.</summary>
/// <param name="files">Their certificates, of P-256.</param>
/// <param name="compiler">Where they are.</param>
internal sealed class LoadPeers(LessonCertificates files, CCompiler compiler)
{
    internal LessonCertificates Files => files;

    /// <summary>Builds them, or skips the test where there is no C compiler or no header of OpenSSL.</summary>
    /// <param name="folder">For programs and certificates.</param>
    internal static async Task<LoadPeers> BuildAsync(string folder)
    {
        var compiler = new CCompiler(Path.Combine(AppContext.BaseDirectory, "Peers"), folder);
        string? trouble = await compiler.BuildAsync("openssl", "-lssl", "-lcrypto");
        Assert.SkipWhen(trouble is not null, trouble ?? "");
        return new LoadPeers(LessonCertificates.EnsureIn(folder, KeyKind.EcdsaP256), compiler);
    }

    /// <summary>Starts a server and waits until it listens.</summary>
    /// <param name="role">"server", with one loop, or "threads", with one for each client.</param>
    internal async Task<(PeerProcess Process, IPEndPoint Address)> StartServerAsync(string role)
    {
        var process = PeerProcess.Start(compiler.Program("openssl", role), files.ServerFile, files.ServerKeyFile);
        int port = await process.ListeningAsync("OpenSSL", LessonPki.Bound);
        return (process, new IPEndPoint(IPAddress.Loopback, port));
    }

    internal PeerProcess StartClient() => PeerProcess.Start(compiler.Program("openssl", "client"), files.AuthorityFile);
}
