using System.Globalization;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Benchmarks.Own;

/// <summary>
/// The library's server program: what <c>Peers/server.c</c> is over OpenSSL, with the same lines in and out.
/// </summary>
internal static class ServerHost
{
    /// <summary>What one asks with for the bytes that live on the managed heap, after a full collection.</summary>
    public const string LiveQuestion = "live";

    private static readonly Dictionary<string, Func<DtlsContext, IEchoServer>> Manners = new()
    {
        ["threads"] = context => new ThreadServer(context),
        ["loop"] = context => new LoopServer(context),
        ["async"] = context => new AsyncServer(context),
    };

    /// <summary>Serves until the standard input ends.</summary>
    /// <param name="manner">Which <see cref="IEchoServer"/>.</param>
    /// <param name="certificate">The PEM file of its certificate.</param>
    /// <param name="key">The PEM file of its key.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string manner, string certificate, string key)
    {
        if (manner == "plain")
        {
            using var plain = new PlainServer(certificate, key);
            return Answer(plain);
        }

        var context = new DtlsContext
        {
            Credentials = DtlsCredentials.Load(certificate, key),
            CipherSuites = Suite.Measured,
            SessionCache = new SessionCache(),
        };
        if (!Manners.TryGetValue(manner, out Func<DtlsContext, IEchoServer>? start))
        {
            Console.Error.WriteLine($"There is no server \"{manner}\".");
            return 1;
        }

        using IEchoServer server = start(context);
        return Answer(server);
    }

    private static int Answer(IEchoServer server)
    {
        Console.WriteLine($"listening {server.Port}");
        while (Console.ReadLine() is string line)
        {
            string answer = line switch
            {
                RuntimeFigures.Question => RuntimeFigures.Now().ToString(),
                LiveQuestion => GC.GetTotalMemory(forceFullCollection: true).ToString(CultureInfo.InvariantCulture),
                _ => $"not understood: {line}",
            };
            Console.WriteLine(answer);
        }

        return 0;
    }
}
