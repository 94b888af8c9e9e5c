using System.Net;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>The blocking form: a session for each client that has proved its cookie.</summary>
public sealed class ListenerTests
{
    [Fact]
    public async Task A_client_is_served()
    {
        using DtlsContext server = LessonPki.Server();
        using DtlsContext client = LessonPki.Client();
        using var listener = new DtlsListener(server, new IPEndPoint(IPAddress.Loopback, 0));
        Task<DtlsSession> connected = Task.Run(() => DtlsSession.ConnectTo(client, listener.LocalEndPoint), TestContext.Current.CancellationToken);

        using DtlsSession served = Assert.IsType<DtlsSession>(listener.WaitForClient());
        Assert.Equal(DtlsStatus.Done, served.Accept());
        using DtlsSession caller = await connected;
        caller.WriteText("hello");
        Assert.Equal("hello", served.ReadText());
        served.WriteText("I hear you");
        Assert.Equal("I hear you", caller.ReadText());
        Assert.Equal((IPEndPoint)((UdpTransport)caller.Transport).Socket.LocalEndPoint!, served.Transport.Peer);
        Assert.Equal((1, 0, 1, 1), (listener.Statistics.Connections, listener.Statistics.Waiting, listener.Statistics.Clients, listener.Statistics.CookiesSent));
    }
}
