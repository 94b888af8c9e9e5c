using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace DtlsNotebooks.Proxy.Relaying;

/// <summary>
/// The clients of a proxy and their ways to the server. Used by the relay's thread alone, but for <see cref="Ports"/>.
/// </summary>
internal sealed class ClientTable(IPEndPoint server) : IDisposable
{
    private const int Limit = 1000;

    private readonly Dictionary<SocketAddress, ClientPath> _byAddress = [];
    private readonly Dictionary<Socket, ClientPath> _bySocket = [];
    private readonly ConcurrentDictionary<int, ClientPath> _byPort = [];

    /// <summary>The sockets towards the server.</summary>
    public IReadOnlyCollection<Socket> Sockets => _bySocket.Keys;

    /// <summary>The local ports of these sockets. Safe to read from every thread.</summary>
    public ICollection<int> Ports => _byPort.Keys;

    /// <summary>The client that a socket towards the server belongs to; null where it has been closed.</summary>
    public ClientPath? Of(Socket upstream) => _bySocket.GetValueOrDefault(upstream);

    /// <summary>The client at an address; one not known yet gets a socket of its own.</summary>
    /// <param name="address">The client's address.</param>
    /// <param name="inHand">Datagrams just read, whose clients are in use.</param>
    /// <exception cref="SocketException">No socket can be opened.</exception>
    public ClientPath Of(SocketAddress address, IReadOnlyCollection<(RelayedDatagram Datagram, ClientPath Path)> inHand)
    {
        if (_byAddress.TryGetValue(address, out ClientPath? known))
            return known;

        MakeRoom(inHand);
        SocketAddress key = new(address.Family, address.Size);
        address.Buffer.Span[..address.Size].CopyTo(key.Buffer.Span);
        ClientPath path = new(key, (IPEndPoint)server.Create(key), ProxySockets.OpenUpstream(server));
        _byAddress.Add(key, path);
        _bySocket.Add(path.Upstream, path);
        _byPort[path.Port] = path;
        return path;
    }

    public void Dispose()
    {
        foreach (ClientPath path in _byAddress.Values)
            path.Dispose();
    }

    // The client that was silent longest goes first; one with datagrams on their way stays.
    private void MakeRoom(IReadOnlyCollection<(RelayedDatagram Datagram, ClientPath Path)> inHand)
    {
        if (_byAddress.Count < Limit)
            return;
        HashSet<ClientPath> busy = [.. inHand.Select(entry => entry.Path)];
        if (
            _byAddress
                .Values.Where(path => path.PendingCount == 0 && !busy.Contains(path))
                .MinBy(path => path.LastUsed) is
            { } oldest
        )
        {
            _byAddress.Remove(oldest.Address);
            _bySocket.Remove(oldest.Upstream);
            _byPort.TryRemove(oldest.Port, out _);
            oldest.Dispose();
        }
    }
}
