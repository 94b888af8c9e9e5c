using System.Net.Sockets;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Lessons;

namespace DtlsNotebooks.Tests.Lessons;

public sealed class CountedTransportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dtls-counted-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_session_works_over_it_and_every_look_for_a_datagram_counts()
    {
        var certificates = LessonCertificates.EnsureIn(_folder);
        using var echo = new EchoServer(DtlsContext.ForServer(certificates));
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(echo.LocalEndPoint);
        var counted = new CountedTransport(socket);
        using var session = new DtlsSession(DtlsContext.ForClient(certificates), counted) { Blocking = false };
        DtlsStatus status = session.Connect("localhost");
        while (status == DtlsStatus.WantRead)
        {
            socket.Poll(session.CurrentTimeout ?? TimeSpan.FromSeconds(1), SelectMode.SelectRead);
            status = session.Connect("localhost");
        }

        int before = counted.Looks;
        for (int i = 0; i < 50; i++)
            Assert.Equal(DtlsStatus.WantRead, session.Read(new byte[9], out _));

        Assert.True(counted.Looks - before >= 50, $"{counted.Looks - before} looks were counted.");
        session.WriteText("hello");
        Assert.True(socket.Poll(TimeSpan.FromSeconds(20), SelectMode.SelectRead));
        Assert.Equal(DtlsStatus.Done, session.Read(new byte[9], out int count));
        Assert.Equal(5, count);
    }
}
