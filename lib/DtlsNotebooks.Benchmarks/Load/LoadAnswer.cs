using System.Globalization;

namespace DtlsNotebooks.Benchmarks.Load;

/// <summary>What a client program did, a line of its standard output.</summary>
/// <param name="Count">Handshakes or echoes that were done.</param>
/// <param name="Failed">Clients that gave up.</param>
/// <param name="Repeated">Flights that had to be sent again; -1 where the program does not count them.</param>
/// <param name="Reused">Handshakes that resumed a session.</param>
/// <param name="Elapsed">From the first to the end of the last.</param>
internal sealed record LoadAnswer(long Count, long Failed, long Repeated, long Reused, TimeSpan Elapsed)
{
    private static readonly string[] Keys = ["count", "failed", "repeated", "reused", "ns"];

    /// <summary>Reads a line.</summary>
    /// <returns>The answer, or null where the line is none.</returns>
    public static LoadAnswer? Parse(string line)
    {
        var numbers = new List<long>();
        foreach ((string part, string key) in line.Split(' ').Zip(Keys))
        {
            if (
                part.Split('=') is not [var name, var text]
                || name != key
                || !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            )
            {
                return null;
            }

            numbers.Add(number);
        }

        return numbers is [var count, var failed, var repeated, var reused, var nanoseconds]
            ? new LoadAnswer(
                count,
                failed,
                repeated,
                reused,
                TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick)
            )
            : null;
    }

    /// <summary>The line.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"count={Count} failed={Failed} repeated={Repeated} reused={Reused} "
                + $"ns={Elapsed.Ticks * TimeSpan.NanosecondsPerTick}"
        );
}
