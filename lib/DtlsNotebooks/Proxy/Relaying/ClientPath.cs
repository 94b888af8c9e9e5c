using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DtlsNotebooks.Proxy.Relaying;

/// <summary>
/// The way of one client: its address on one side and, on the other, a socket of its own towards the server, so that
/// the
/// server sees each client at a port of its own. Used by the relay's thread alone.
/// </summary>
internal sealed class ClientPath(SocketAddress address, IPEndPoint client, Socket upstream) : IDisposable
{
    private readonly List<RelayedDatagram> _heldToServer = [];
    private readonly List<RelayedDatagram> _heldToClient = [];

    public SocketAddress Address => address;

    public IPEndPoint Client => client;

    public Socket Upstream => upstream;

    /// <summary>The port at which the server sees this client.</summary>
    public int Port { get; } = ((IPEndPoint)upstream.LocalEndPoint!).Port;

    /// <summary>The datagrams that wait here to be overtaken.</summary>
    public List<RelayedDatagram> Held(Direction direction) =>
        direction == Direction.ToServer ? _heldToServer : _heldToClient;

    /// <summary>How many datagrams of this client are held back, for whatever reason.</summary>
    public int PendingCount { get; set; }

    public long LastUsed { get; set; } = Stopwatch.GetTimestamp();

    /// <summary>The latest datagram that was handed to the server, which an ICMP error is about.</summary>
    public RelayedDatagram? LastToServer { get; set; }

    public void Dispose() => upstream.Dispose();
}
