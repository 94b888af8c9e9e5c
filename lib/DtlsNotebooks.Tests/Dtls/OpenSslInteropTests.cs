using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>OpenSSL's own programs at the other end, in both roles.</summary>
public sealed class OpenSslInteropTests : IDisposable
{
    private readonly OpenSslPeer _openssl = new();

    public void Dispose() => _openssl.Dispose();

    [Theory]
    [InlineData(KeyKind.EcdsaP256, "")]
    [InlineData(KeyKind.EcdsaP256, "-listen")]
    [InlineData(KeyKind.EcdsaP256, "-listen -Verify 1 -verify_return_error")]
    [InlineData(KeyKind.Rsa2048, "-listen -Verify 1 -verify_return_error")]
    public async Task Our_client_talks_to_s_server(KeyKind keys, string options)
    {
        IPEndPoint address = _openssl.StartServer(options, keys);
        DtlsContext context = OpenSslPeer.Patient(DtlsContext.ForClient(_openssl.Files));

        using var session = DtlsSession.ConnectTo(context, address);
        session.WriteText("from the client\n");
        Assert.Equal("from the client", await _openssl.LineWith("client"));
        await _openssl.WriteLine("from the server");
        Assert.Equal("from the server\n", session.ReadText());
        Assert.Contains("lesson server", session.Facts!.PeerSubject);
    }

    [Theory]
    [InlineData(KeyKind.EcdsaP256, false)]
    [InlineData(KeyKind.EcdsaP256, true)]
    [InlineData(KeyKind.Rsa2048, true)]
    public async Task S_client_talks_to_our_server(KeyKind keys, bool mutual)
    {
        LessonCertificates files = _openssl.MakeFiles(keys);
        using Socket socket = Loopback.Bound();
        DtlsContext context = OpenSslPeer.Patient(DtlsContext.ForServer(files)) with
        {
            RequireClientCertificate = mutual,
        };
        using var session = new DtlsSession(context, socket);
        _openssl.StartClient(socket.Address(), mutual);

        Assert.Equal(DtlsStatus.Done, await OwnThread.Run(() => session.Accept()));
        await _openssl.WriteLine("from the client");
        Assert.Equal("from the client\n", session.ReadText());
        session.WriteText("from the server\n");
        Assert.Equal("from the server", await _openssl.LineWith("server"));
        Assert.Equal(mutual, session.Facts!.PeerSubject.Contains("lesson client", StringComparison.Ordinal));
        Assert.True(Enum.IsDefined(session.Facts.CipherSuite));
    }

    /// <summary>OpenSSL sends what it reads as one record, and on the loopback interface as one datagram.</summary>
    [Theory]
    [InlineData(5_000)]
    [InlineData(12_000)]
    public async Task A_record_much_longer_than_an_ethernet_frame_comes_whole(int length)
    {
        IPEndPoint address = _openssl.StartServer("-listen");
        DtlsContext context = OpenSslPeer.Patient(DtlsContext.ForClient(_openssl.Files));

        using var session = DtlsSession.ConnectTo(context, address);
        session.WriteText("from the client\n");
        await _openssl.LineWith("client");
        for (int i = 0; i < 2; i++)
        {
            await _openssl.WriteLine(new string('x', length));
            string received = "";
            while (!received.EndsWith('\n'))
            {
                received += session.ReadText();
            }

            Assert.Equal(length + 1, received.Length);
        }
    }

    /// <summary>RFC 5246, section 7.2.2. OpenSSL takes the warning for the end; the RFC leaves that to the client.</summary>
    [Fact]
    public async Task S_client_hears_that_there_is_no_second_handshake()
    {
        _openssl.MakeFiles();
        using Socket socket = Loopback.Bound();
        using var session = new DtlsSession(OpenSslPeer.Patient(DtlsContext.ForServer(_openssl.Files)), socket);
        _openssl.StartClient(socket.Address(), "-no_ign_eof");
        Assert.Equal(DtlsStatus.Done, await OwnThread.Run(() => session.Accept()));
        await _openssl.WriteLine("before");
        Assert.Equal("before\n", session.ReadText());

        await _openssl.WriteLine("R");
        Task<DtlsException> reading = OwnThread.Run(() => Assert.Throws<DtlsException>(() => session.ReadText()));

        Assert.Contains("no renegotiation", await _openssl.ErrorWith("dtls1_read_bytes"));
        Assert.Equal((DtlsError.HandshakeFailure, DtlsSide.Peer), ((await reading).Error, (await reading).FoundBy));
    }

    [Fact]
    public async Task S_client_refuses_a_stranger_and_we_hear_it()
    {
        _openssl.MakeFiles();
        using Socket socket = Loopback.Bound();
        DtlsContext context = LessonPki.ServerWith(LessonPki.Stranger.IssueServer());
        using var session = new DtlsSession(context, socket);
        _openssl.StartClient(socket.Address(), "-verify_return_error");

        DtlsException error = await OwnThread.Run(() => Assert.Throws<DtlsException>(() => session.Accept()));

        Assert.Equal((DtlsError.UnknownCa, DtlsSide.Peer), (error.Error, error.FoundBy));
    }

    [Fact]
    public void S_server_refuses_us_without_a_certificate_and_we_hear_it()
    {
        IPEndPoint address = _openssl.StartServer("-Verify 1 -verify_return_error");
        DtlsContext context = OpenSslPeer.Patient(DtlsContext.ForClient(_openssl.Files)) with { Credentials = null };

        DtlsException error = Assert.Throws<DtlsException>(() => DtlsSession.ConnectTo(context, address));

        Assert.Equal((DtlsError.HandshakeFailure, DtlsSide.Peer), (error.Error, error.FoundBy));
    }
}
