using System.Net.Sockets;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>A client brings back every cookie that RFC 6347, section 4.2.1, allows.</summary>
public sealed class CookieFormTests
{
    private const int RandomAt = 27;
    private const int SessionIdAt = RandomAt + 32;

    [Theory]
    [InlineData(0xFF, 0xFF)]
    [InlineData(0xFF, 0xFD)]
    [InlineData(0xFD, 0xFF)]
    [InlineData(0xFD, 0xFD)]
    public void Cookies_of_every_length_come_back_whole(byte version, byte recordVersion)
    {
        foreach (int length in new[] { 1, 20, 32, 33, 34, 64, 128, 254, 255 })
        {
            byte[] cookie = new byte[length];
            new Random(length).NextBytes(cookie);

            (byte[] first, byte[] second) = Exchange(version, recordVersion, cookie);

            Assert.Equal((22, 1), (second[0], second[13]));
            int at = SessionIdAt + 1 + second[SessionIdAt];
            Assert.Equal(cookie, second[(at + 1)..(at + 1 + second[at])]);
            Assert.Equal(first[RandomAt..SessionIdAt], second[RandomAt..SessionIdAt]);
        }
    }

    [Fact]
    public void An_empty_cookie_is_no_error() => Assert.Equal(22, Exchange(0xFF, 0xFF, []).Second[0]);

    private static (byte[] First, byte[] Second) Exchange(byte version, byte recordVersion, byte[] cookie)
    {
        using Socket server = Loopback.Bound();
        using Socket line = Loopback.Bound();
        line.Connect(server.Address());
        using var client = new DtlsSession(LessonPki.Client() with { FirstResend = LessonPki.Bound }, line)
        {
            Blocking = false,
        };
        Assert.Equal(DtlsStatus.WantRead, client.Connect("localhost"));
        byte[] first = Receive(server);
        byte[] body = [0xFE, version, (byte)cookie.Length, .. cookie];
        byte[] length = [0, (byte)(body.Length >> 8), (byte)body.Length];
        byte[] message = [3, .. length, 0, 0, 0, 0, 0, .. length, .. body];
        byte[] record =
        [
            22,
            0xFE,
            recordVersion,
            .. first[3..11],
            (byte)(message.Length >> 8),
            (byte)message.Length,
            .. message,
        ];
        server.SendTo(record, line.Address());
        SelectLoop.UntilReadable(line);
        Assert.Equal(DtlsStatus.WantRead, client.Connect("localhost"));
        return (first, Receive(server));
    }

    private static byte[] Receive(Socket socket)
    {
        Assert.True(socket.Poll(LessonPki.Bound, SelectMode.SelectRead), "nothing came");
        byte[] buffer = new byte[4096];
        return buffer[..socket.Receive(buffer)];
    }
}
