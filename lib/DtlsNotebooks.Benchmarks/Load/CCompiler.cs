using System.ComponentModel;
using System.Diagnostics;
using DtlsNotebooks.Dtls.Certificates;

namespace DtlsNotebooks.Benchmarks.Load;

/// <summary>Builds the C programs of <c>Peers/</c> with the machine's C compiler.</summary>
/// <param name="sources">The folder of the sources.</param>
/// <param name="output">The folder for the programs.</param>
internal sealed class CCompiler(string sources, string output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Builds the server and the client over one DTLS library; over OpenSSL also the server with a thread for each client.
    /// </summary>
    /// <param name="library">The library, as the sources call it: "openssl" or "wolfssl".</param>
    /// <param name="linked">What to link with, such as "-lssl".</param>
    /// <returns>Null, or a sentence that says why it could not be.</returns>
    public async Task<string?> BuildAsync(string library, params string[] linked)
    {
        if (!OperatingSystem.IsLinux())
        {
            return $"The C programs over {library} were skipped: they are written for Linux.";
        }

        Directory.CreateDirectory(output);
        foreach (
            string role in (string[])
                [.. (string[])["server", "client"], .. library == "openssl" ? (string[])["threads"] : []]
        )
        {
            string[] arguments =
            [
                "-std=c11",
                "-D_GNU_SOURCE",
                "-O2",
                "-Wall",
                "-Wextra",
                "-pthread",
                "-o",
                Program(library, role),
                Path.Combine(sources, role == "threads" ? "server_threads.c" : $"{role}.c"),
                Path.Combine(sources, $"peer_{library}.c"),
                .. linked,
            ];
            if (!await RunAsync(arguments).ConfigureAwait(false))
            {
                return $"The C programs over {library} were skipped: they need a C compiler and the library's headers (apt-get install gcc libc6-dev {(library == "openssl" ? "libssl-dev" : "libwolfssl-dev")}).";
            }
        }

        return null;
    }

    /// <summary>The file of a program that was built.</summary>
    public string Program(string library, string role) => Path.Combine(output, $"{library}-{role}");

    /// <summary>A server over OpenSSL that was built.</summary>
    /// <param name="name">What the tables call it.</param>
    /// <param name="role">"server", or "threads" for the one with a thread for each client.</param>
    /// <param name="certificates">What it shows.</param>
    public LoadProgram OpenSslServer(string name, string role, LessonCertificates certificates) =>
        new(name, [Program("openssl", role), certificates.ServerFile, certificates.ServerKeyFile]);

    private static async Task<bool> RunAsync(string[] arguments)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            using var compiler = Process.Start(new ProcessStartInfo("cc", arguments) { RedirectStandardError = true });
            if (compiler is null)
            {
                return false;
            }

            await compiler.StandardError.ReadToEndAsync(limit.Token).ConfigureAwait(false);
            await compiler.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return compiler.ExitCode == 0;
        }
        catch (Exception e) when (e is Win32Exception or OperationCanceledException)
        {
            return false;
        }
    }
}
