using DtlsNotebooks.Benchmarks.Load;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Benchmarks.Own;

/// <summary>
/// The library's client program: what <c>Peers/client.c</c> is over OpenSSL, with the same lines in and out.
/// </summary>
internal static class ClientHost
{
    /// <summary>Answers order after order until the standard input ends.</summary>
    /// <param name="manner">How: "threads", "loop", "async", or "plain" for BouncyCastle alone.</param>
    /// <param name="authority">The PEM file of the authority to trust.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string manner, string authority)
    {
        var context = new DtlsContext { Verifier = CertificateVerifier.Load(authority), CipherSuites = Suite.Measured };
        Func<LoadOrder, Task<LoadAnswer>>? perform = manner switch
        {
            "threads" => order => Task.FromResult(new ThreadClients(context, order).Perform()),
            "loop" => order => Task.FromResult(new LoopClients(context, order).Perform()),
            "async" => order => new AsyncClients(context, order).PerformAsync(),
            "plain" => order => Task.FromResult(new PlainClients(authority, order).Perform()),
            _ => null,
        };
        if (perform is null)
        {
            Console.Error.WriteLine($"There is no client \"{manner}\".");
            return 1;
        }

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

            Console.WriteLine(await perform(order).ConfigureAwait(false));
        }

        return 0;
    }
}
