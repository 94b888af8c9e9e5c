using DtlsNotebooks.Pictures.Timelines;

namespace DtlsNotebooks.Lessons;

/// <summary>
/// A picture to read: seven clients at a server that has fewer threads than clients. The answers are computed from the
/// picture, so that they stand in no cell.
/// </summary>
/// <example><code>LanesRiddle.Picture</code></example>
public static class LanesRiddle
{
    // For each client: when it is taken up, and how long it is served after its handshake, in milliseconds.
    private static readonly (int Start, int Served)[] Clients =
    [
        (0, 80),
        (0, 250),
        (0, 130),
        (100, 60),
        (150, 90),
        (180, 70),
        (260, 50),
    ];

    private const int Handshake = 20;

    /// <summary>The picture.</summary>
    public static LanesDiagram Picture { get; } = new("Seven clients and a server", Group());

    /// <summary>How many threads the server has, if all of them were busy at some moment.</summary>
    public static int Threads =>
        Clients.Max(late => Clients.Count(other => other.Start <= late.Start && late.Start < End(other)));

    /// <summary>The number of the client that kept its thread longest.</summary>
    public static int LongestServed => Array.IndexOf(Clients, Clients.MaxBy(client => client.Served)) + 1;

    /// <summary>How long the last client to be taken up has waited, in milliseconds.</summary>
    public static int LongestWait => Clients.Max(client => client.Start);

    private static int End((int Start, int Served) client) => client.Start + Handshake + client.Served;

    private static LaneGroup Group() =>
        new() { Title = "all come at 0 ms", Lanes = [.. Clients.Select((client, at) => ToLane(client, at + 1))] };

    private static Lane ToLane((int Start, int Served) client, int number) =>
        new()
        {
            Name = $"client {number}",
            Spans =
            [
                .. client.Start == 0 ? [] : new[] { Span(LaneKind.Waiting, 0, client.Start) },
                Span(LaneKind.Handshake, client.Start, client.Start + Handshake),
                Span(LaneKind.Echo, client.Start + Handshake, End(client)),
            ],
        };

    private static LaneSpan Span(LaneKind kind, int from, int to) =>
        new(kind, TimeSpan.FromMilliseconds(from), TimeSpan.FromMilliseconds(to));
}
