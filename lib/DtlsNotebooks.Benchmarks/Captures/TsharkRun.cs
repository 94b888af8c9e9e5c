namespace DtlsNotebooks.Benchmarks.Captures;

/// <summary>What tshark made of a capture, and how long it took.</summary>
/// <param name="Elapsed">From its start to its end.</param>
/// <param name="Datagrams">In how many datagrams it found records of DTLS.</param>
/// <param name="Finished">How many Finished messages it read, which are always encrypted.</param>
internal sealed record TsharkRun(TimeSpan Elapsed, int Datagrams, int Finished)
{
    /// <summary>The fields that it is asked for, in this order.</summary>
    public static readonly IReadOnlyList<string> Fields =
    [
        "frame.number",
        "dtls.record.content_type",
        "dtls.handshake.type",
        "dtls.record.epoch",
        "dtls.record.sequence_number",
    ];

    private const string FinishedType = "20";

    /// <summary>Reads what it printed: a line a datagram, tabulators between fields, commas between values.</summary>
    /// <param name="output">Its standard output.</param>
    /// <param name="elapsed">How long it took.</param>
    public static TsharkRun Of(string output, TimeSpan elapsed)
    {
        int datagrams = 0;
        int finished = 0;
        foreach (string line in output.Split('\n'))
        {
            if (line.Split('\t') is [_, not "", var messages, ..])
            {
                datagrams++;
                finished += messages.Split(',').Count(type => type == FinishedType);
            }
        }

        return new TsharkRun(elapsed, datagrams, finished);
    }
}
