using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>What tests of a listener do time and again.</summary>
internal static class ListenerMeeting
{
    /// <summary>A client and a listener make a handshake with each other.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="through">Where the client connects to, where that is not the listener itself.</param>
    /// <param name="beforeAccept">What happens when the cookie is proved.</param>
    /// <param name="socket">The client's socket, where it is not to be a new one.</param>
    /// <param name="saved">What the client offers to resume.</param>
    internal static (DtlsSession Client, DtlsSession Server) Meet(
        this DtlsListener listener,
        IPEndPoint? through = null,
        Action? beforeAccept = null,
        Socket? socket = null,
        SavedSession? saved = null
    )
    {
        // A repeated flight would be counted, and a busy machine alone is no reason for one.
        DtlsContext context = LessonPki.Client() with
        {
            FirstResend = LessonPki.Bound / 2,
        };
        socket ??= new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(through ?? listener.LocalEndPoint);
        var client = new DtlsSession(context, new UdpTransport(socket, ownsSocket: true));
        if (saved is not null)
        {
            client.Resume(saved);
        }

        Task<DtlsStatus> connecting = OwnThread.Run(() => client.Connect("localhost"));
        DtlsSession served = Assert.IsType<DtlsSession>(listener.WaitForClient(LessonPki.Bound));
        beforeAccept?.Invoke();
        Assert.Equal(DtlsStatus.Done, served.Accept());
        Assert.Equal(DtlsStatus.Done, connecting.GetAwaiter().GetResult());
        return (client, served);
    }

    internal static void AssertEcho(this DtlsSession client, DtlsSession server)
    {
        client.WriteText("hello");
        Assert.Equal("hello", server.ReadText());
        server.WriteText("I hear you");
        Assert.Equal("I hear you", client.ReadText());
    }

    /// <summary>The client is gone without a goodbye.</summary>
    internal static void Vanish(this DtlsSession client)
    {
        ((UdpTransport)client.Transport).Socket.Dispose();
        client.Dispose();
    }

    internal static void Until(this DtlsListener listener, Func<ListenerStatistics, bool> condition) =>
        Assert.True(
            SpinWait.SpinUntil(() => condition(listener.Statistics), LessonPki.Bound),
            listener.Statistics.ToString()
        );
}
