using System.Net;

namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>
/// Places clients and server side by side. The server stands in the middle of several clients, so that
/// as few arrows as possible cross another lifeline.
/// </summary>
internal sealed class Lifelines
{
    private readonly Dictionary<IPEndPoint, int> _places = [];

    public Lifelines(IReadOnlyList<IPEndPoint> clients, Func<IPEndPoint, string>? nameOf = null)
    {
        Server = (Math.Max(1, clients.Count) + 1) / 2;
        List<string> names =
            clients.Count == 0 ? ["Client"]
            : nameOf is not null ? [.. clients.Select(nameOf)]
            : clients.Count == 1 ? ["Client"]
            : [.. clients.Select((_, index) => $"Client {index + 1}")];
        names.Insert(Server, "Server");
        Names = names;
        for (int i = 0; i < clients.Count; i++)
            _places[clients[i]] = i < Server ? i : i + 1;
    }

    /// <summary>The names from left to right.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The place of the server, from 0.</summary>
    public int Server { get; }

    public string ServerName => Names[Server];

    /// <summary>The place of a client, from 0.</summary>
    public int Of(IPEndPoint client) => _places[client];

    public string NameOf(IPEndPoint client) => Names[Of(client)];
}
