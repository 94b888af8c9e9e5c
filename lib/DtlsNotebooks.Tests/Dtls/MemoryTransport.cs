using System.Net;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// One end of a path in memory, for sessions that must not wait: what asks it to wait fails. It counts what is asked
/// of it.
/// </summary>
internal sealed class MemoryTransport(int port, int sendLimit) : SessionTransport(sendLimit)
{
    private readonly Queue<byte[]> _arriving = new();
    private IPEndPoint? _peer;

    internal MemoryTransport Other { get; private set; } = null!;

    /// <summary>Is asked for every datagram that this end sends; null drops none.</summary>
    internal Func<byte[], bool>? Drops { get; set; }

    /// <summary>How often a datagram was asked for.</summary>
    internal int Receives { get; private set; }

    /// <summary>How often it was asked to wait.</summary>
    internal int Waits { get; private set; }

    /// <summary>There is room to send.</summary>
    internal bool HasRoom { get; set; } = true;

    internal bool IsReadable => _arriving.Count > 0;

    internal int Waiting => _arriving.Count;

    /// <summary>The last datagram that this end has sent.</summary>
    internal byte[] LastSent { get; private set; } = [];

    public override IPEndPoint? Peer => _peer;

    public override IPEndPoint? LastSender => Other.Address;

    private IPEndPoint Address { get; } = new(IPAddress.Loopback, port);

    /// <summary>A client's end, which knows its server, and a server's, which knows nobody yet.</summary>
    internal static (MemoryTransport Client, MemoryTransport Server) Pair(
        int clientLimit = LargestDatagram,
        int serverLimit = LargestDatagram
    )
    {
        (MemoryTransport client, MemoryTransport server) = (
            new MemoryTransport(1, clientLimit),
            new MemoryTransport(2, serverLimit)
        );
        (client.Other, server.Other) = (server, client);
        client._peer = server.Address;
        return (client, server);
    }

    /// <summary>Puts a datagram before this end that the other end did not send.</summary>
    internal void Inject(byte[] datagram) => _arriving.Enqueue(datagram);

    public override void SetPeer(IPEndPoint client) => _peer = client;

    protected override void SendDatagram(ReadOnlySpan<byte> datagram)
    {
        LastSent = datagram.ToArray();
        if (Drops?.Invoke(LastSent) != true)
        {
            Other._arriving.Enqueue(LastSent);
        }
    }

    protected override bool CanSendDatagram() => HasRoom;

    protected override int ReceiveDatagram(Span<byte> buffer, TimeSpan wait)
    {
        Receives++;
        if (wait > TimeSpan.Zero)
        {
            Waits++;
            throw new InvalidOperationException($"A nonblocking session asked to wait {wait}.");
        }

        if (!_arriving.TryDequeue(out byte[]? datagram))
        {
            return -1;
        }

        datagram.CopyTo(buffer);
        return datagram.Length;
    }

    protected override void CloseChannel() { }
}
