using System.Globalization;

namespace DtlsNotebooks.Benchmarks.Load;

/// <summary>One order to a client program, a line of its standard input.</summary>
/// <param name="Kind">What the clients do.</param>
/// <param name="Port">The server's port on the loopback address.</param>
/// <param name="Clients">How many work at once.</param>
/// <param name="Duration">From when on nothing new is begun.</param>
internal sealed record LoadOrder(LoadKind Kind, int Port, int Clients, TimeSpan Duration)
{
    /// <summary>Reads a line.</summary>
    /// <returns>The order, or null where the line is none.</returns>
    public static LoadOrder? Parse(string line) =>
        line.Split(' ') is [var kind, var port, var clients, var milliseconds]
        && Enum.TryParse(kind, ignoreCase: true, out LoadKind what)
        && TryNumber(port, 65535, out int server)
        && TryNumber(clients, 1024, out int number)
        && TryNumber(milliseconds, 600_000, out int time)
            ? new LoadOrder(what, server, number, TimeSpan.FromMilliseconds(time))
            : null;

    /// <summary>The line.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Kind.ToString().ToLowerInvariant()} {Port} {Clients} {(int)Duration.TotalMilliseconds}"
        );

    private static bool TryNumber(string text, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && number >= 1
        && number <= most;
}
