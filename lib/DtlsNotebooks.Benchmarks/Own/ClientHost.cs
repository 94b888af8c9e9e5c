using DtlsNotebooks.Benchmarks.Load;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Benchmarks.Own;

/// <summary>
/// The library's client program: what <c>Peers/client.c</c> is over OpenSSL, with the same lines in and out.
/// </summary>
internal static class ClientHost
{
    /// <summary>Answers order after order until the standard input ends.</summary>
    /// <param name="authority">The PEM file of the authority to trust.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string authority)
    {
        var context = new DtlsContext { Verifier = CertificateVerifier.Load(authority), CipherSuites = Suite.Measured };
        while (Console.ReadLine() is string line)
        {
            if (line == RuntimeFigures.Question)
            {
                Console.WriteLine(RuntimeFigures.Now());
                continue;
            }

            if (LoadOrder.Parse(line) is not LoadOrder order)
            {
                Console.Error.WriteLine($"not understood: {line}");
                return 1;
            }

            Console.WriteLine(new ThreadClients(context, order).Perform());
        }

        return 0;
    }
}
