using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// Client datagrams in a test's own hands: a true ClientHello, the same with the cookie that a server asks for, and
/// forged ones.
/// </summary>
internal sealed class RawClient : IDisposable
{
    private const int RecordHeader = 13;
    private const int MessageHeader = 12;
    private const int RandomStart = RecordHeader + MessageHeader + 2;
    private const int SessionIdStart = RandomStart + 32;

    private static readonly byte[] Template = Catch();

    private readonly IPEndPoint _server;

    internal RawClient(IPEndPoint server, Socket? socket = null)
    {
        _server = server;
        Socket = socket ?? Loopback.Bound();
        Hello = [.. Template];
        Random.Shared.NextBytes(Hello.AsSpan(RandomStart, 32));
    }

    internal Socket Socket { get; }

    /// <summary>A ClientHello without a cookie.</summary>
    internal byte[] Hello { get; }

    internal void Send(byte[] datagram) => Socket.SendTo(datagram, _server);

    /// <summary>Sends the hello of a client that never was.</summary>
    internal void Forge()
    {
        Random.Shared.NextBytes(Hello.AsSpan(RandomStart, 32));
        Send(Hello);
    }

    internal byte[] Receive()
    {
        Assert.True(Socket.Poll(LessonPki.Bound, SelectMode.SelectRead), "nothing came");
        byte[] buffer = new byte[2000];
        return buffer[..Socket.Receive(buffer)];
    }

    /// <summary>Asks for a cookie, and gives the ClientHello that proves it.</summary>
    internal byte[] ProvedHello()
    {
        Send(Hello);
        return WithCookie(Receive());
    }

    /// <summary>The ClientHello with the cookie of a HelloVerifyRequest (RFC 6347, section 4.2.1).</summary>
    internal byte[] WithCookie(byte[] helloVerifyRequest)
    {
        byte[] cookie = helloVerifyRequest[(RecordHeader + MessageHeader + 3)..];
        Assert.Equal(cookie.Length, helloVerifyRequest[RecordHeader + MessageHeader + 2]);
        int cookieAt = SessionIdStart + 1 + Hello[SessionIdStart];
        Assert.Equal(0, Hello[cookieAt]);
        byte[] hello = [.. Hello[..cookieAt], (byte)cookie.Length, .. cookie, .. Hello[(cookieAt + 1)..]];
        int message = hello.Length - RecordHeader;
        hello[10] = 1;
        (hello[11], hello[12]) = ((byte)(message >> 8), (byte)message);
        int body = message - MessageHeader;
        (hello[RecordHeader + 2], hello[RecordHeader + 3]) = ((byte)(body >> 8), (byte)body);
        hello[RecordHeader + 5] = 1;
        (hello[RecordHeader + 10], hello[RecordHeader + 11]) = ((byte)(body >> 8), (byte)body);
        return hello;
    }

    public void Dispose() => Socket.Dispose();

    /// <summary>The first datagram of a client of ours.</summary>
    private static byte[] Catch()
    {
        using Socket nobody = Loopback.Bound();
        using Socket socket = Loopback.Bound();
        socket.Connect(nobody.Address());
        using var session = new DtlsSession(LessonPki.Client(), socket);
        var connecting = new Thread(() => Assert.Throws<DtlsException>(() => session.Connect("localhost")))
        {
            IsBackground = true,
        };
        connecting.Start();
        Assert.True(nobody.Poll(LessonPki.Bound, SelectMode.SelectRead), "no ClientHello came");
        byte[] buffer = new byte[2000];
        byte[] hello = buffer[..nobody.Receive(buffer)];
        session.Dispose();
        Assert.True(connecting.Join(LessonPki.Bound));
        return hello;
    }
}
