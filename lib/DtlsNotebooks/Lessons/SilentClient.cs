using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Messages;

namespace DtlsNotebooks.Lessons;

/// <summary>
/// A client that asks for a session, proves its address with the server's cookie, and says nothing more: flights 1 to 3
/// of a handshake (RFC 6347, section 4.2.1), for lessons about what such a client costs a server.
/// </summary>
/// <example><code>using var mallory = new SilentClient((IPEndPoint)server.LocalEndPoint);</code></example>
public sealed class SilentClient : IDisposable
{
    private const int Patience = 5000;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    /// <summary>Sends a ClientHello, waits at most five seconds for the cookie, and sends it back.</summary>
    /// <param name="server">The server's address and port.</param>
    /// <exception cref="InvalidOperationException">No cookie came.</exception>
    public SilentClient(IPEndPoint server)
    {
        ArgumentNullException.ThrowIfNull(server);
        var hello = ClientHelloMessage.Typical();
        _socket.Connect(server);
        _socket.Send(hello.ToDatagram());
        _socket.Send((hello with { Cookie = Cookie() }).ToDatagram(messageSequence: 1, recordSequence: 1));
    }

    /// <summary>Its address and port.</summary>
    public IPEndPoint LocalEndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Closes its port.</summary>
    public void Dispose() => _socket.Dispose();

    private ReadOnlyMemory<byte> Cookie()
    {
        byte[] buffer = new byte[ushort.MaxValue];
        _socket.ReceiveTimeout = Patience;
        try
        {
            int length = _socket.Receive(buffer);
            DtlsRecord? record = DtlsRecord.Parse(buffer.AsMemory(0, length)).Value;
            HandshakeFragment? message = record is null ? null : HandshakeFragment.Parse(record.Fragment).Value;
            HelloVerifyRequestMessage? request = message is null
                ? null
                : HelloVerifyRequestMessage.Parse(message.Body).Value;
            return request?.Cookie ?? throw NoCookie(null);
        }
        catch (SocketException e)
        {
            throw NoCookie(e);
        }
    }

    private InvalidOperationException NoCookie(SocketException? cause)
    {
        _socket.Dispose();
        return new InvalidOperationException("No cookie came: is the server waiting for a client?", cause);
    }
}
