using System.Net;
using DtlsNotebooks.Benchmarks.Load;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Tests.Dtls;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Benchmarks;

/// <summary>The C servers of the load programs. Skipped without a C compiler and OpenSSL's headers.</summary>
public sealed class LoadServerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dtls-load-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("server")]
    [InlineData("threads")]
    public async Task A_client_with_the_port_of_one_that_gave_up_is_served(string role)
    {
        LoadPeers peers = await LoadPeers.BuildAsync(_folder);
        (PeerProcess server, IPEndPoint address) = await peers.StartServerAsync(role);
        using PeerProcess ending = server;
        DtlsContext context = OpenSslPeer.Patient(DtlsContext.ForClient(peers.Files));

        IPEndPoint given = GiveUpHalfway(context, address);
        using var session = new DtlsSession(context, new TamperedSocket(address, datagram => [datagram], given));

        Assert.Equal(DtlsStatus.Done, session.Connect("localhost"));
        Assert.Equal(DtlsStatus.Done, session.WriteText("and one more"));
        Assert.Equal("and one more", session.ReadText());
    }

    /// <summary>A client whose flight 5, and all that comes after it, does not arrive.</summary>
    /// <returns>The address that it had.</returns>
    private static IPEndPoint GiveUpHalfway(DtlsContext context, IPEndPoint server)
    {
        bool isHalfway = false;
        var socket = new TamperedSocket(
            server,
            datagram =>
            {
                isHalfway |= !IsClientHello(datagram);
                return isHalfway ? [] : [datagram];
            }
        );
        IPEndPoint own = socket.Own;
        using var session = new DtlsSession(context, socket) { Blocking = false };
        Assert.True(
            SpinWait.SpinUntil(() => session.Connect("localhost") == DtlsStatus.WantRead && isHalfway, LessonPki.Bound)
        );
        return own;
    }

    private static bool IsClientHello(byte[] datagram) =>
        datagram[0] == ContentType.handshake && datagram[13] == HandshakeType.client_hello;
}
