using System.Globalization;
using DtlsNotebooks.Benchmarks.CommandLine;

namespace DtlsNotebooks.Benchmarks.Captures;

/// <summary>The tshark that the machine has.</summary>
/// <param name="program">The program.</param>
internal sealed class TsharkProgram(ForeignProgram program)
{
    /// <summary>Says why there are no figures of it, where there is none.</summary>
    public const string Missing =
        "tshark was skipped: it was not found on the search path (Debian: apt-get install tshark).";

    /// <summary>Finds it on the search path.</summary>
    /// <returns>Null where there is none.</returns>
    public static TsharkProgram? Find() => ForeignProgram.Find("tshark") is { } found ? new TsharkProgram(found) : null;

    /// <summary>Lets it read a capture, without looking up any name, and takes what it prints.</summary>
    /// <param name="file">The capture.</param>
    /// <param name="port">The server's port, which carries DTLS.</param>
    /// <exception cref="InvalidOperationException">It failed, or did not end in time.</exception>
    public async Task<TsharkRun> ReadAsync(string file, int port)
    {
        (string output, TimeSpan elapsed) = await program
            .RunAsync([
                "-n",
                "-r",
                file,
                "-d",
                string.Create(CultureInfo.InvariantCulture, $"udp.port=={port},dtls"),
                "-T",
                "fields",
                .. TsharkRun.Fields.SelectMany(field => (string[])["-e", field]),
            ])
            .ConfigureAwait(false);
        return TsharkRun.Of(output, elapsed);
    }
}
