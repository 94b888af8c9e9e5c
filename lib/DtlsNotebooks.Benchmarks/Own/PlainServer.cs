using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace DtlsNotebooks.Benchmarks.Own;

/// <summary>
/// BouncyCastle alone, as its documentation has it: one thread reads the socket, its DtlsVerifier asks for the cookie,
/// and a thread for each client runs the blocking protocol. Nothing of this library is in it.
/// </summary>
internal sealed class PlainServer : IEchoServer
{
    private const int StackBytes = 256 * 1024;
    private const int BufferBytes = 4 * 1024 * 1024;
    private const int Patience = 30_000;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly BcTlsCrypto _crypto = new(new SecureRandom());
    private readonly DtlsVerifier _verifier;
    private readonly PlainKeys _keys;
    private readonly ConcurrentDictionary<EndPoint, PlainPeer> _peers = new();
    private readonly ConcurrentDictionary<string, TlsSession> _sessions = new();

    /// <summary>Starts it.</summary>
    /// <param name="certificate">The PEM file of its certificate.</param>
    /// <param name="key">The PEM file of its key.</param>
    public PlainServer(string certificate, string key)
    {
        _keys = PlainKeys.Load(_crypto, certificate, key);
        _verifier = new DtlsVerifier(_crypto);
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _socket.ReceiveBufferSize = BufferBytes;
        new Thread(Receive) { IsBackground = true }.Start();
    }

    /// <inheritdoc/>
    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private void Receive()
    {
        byte[] buffer = new byte[65536];
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        try
        {
            while (true)
            {
                int length = _socket.ReceiveFrom(buffer, ref from);
                bool isHello = length > 13 && buffer[0] == ContentType.handshake && buffer[4] == 0 && buffer[13] == 1;
                if (isHello)
                    Hello(from, buffer, length);
                else if (_peers.TryGetValue(from, out PlainPeer? peer))
                    peer.Put(buffer.AsSpan(0, length));
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            // It was stopped.
        }
    }

    private void Hello(EndPoint from, byte[] buffer, int length)
    {
        var peer = new PlainPeer(_socket, (IPEndPoint)from);
        byte[] client = ((IPEndPoint)from).Serialize().Buffer.ToArray();
        if (_verifier.VerifyRequest(client, buffer, 0, length, peer) is not DtlsRequest request)
            return;

        _peers[from] = peer;
        new Thread(() => Serve(from, peer, request), StackBytes) { IsBackground = true }.Start();
    }

    private void Serve(EndPoint from, PlainPeer peer, DtlsRequest request)
    {
        try
        {
            var server = new PlainTlsServer(_crypto, _keys, _sessions);
            DtlsTransport dtls = new DtlsServerProtocol().Accept(server, peer, request);
            byte[] buffer = new byte[dtls.GetReceiveLimit()];
            while (!peer.IsClosed && dtls.Receive(buffer, 0, buffer.Length, Patience) is >= 0 and int count)
                dtls.Send(buffer, 0, count);

            dtls.Close();
        }
        catch (IOException)
        {
            // The client has gone.
        }
        finally
        {
            peer.Close();
            _peers.TryRemove(KeyValuePair.Create(from, peer));
        }
    }
}
