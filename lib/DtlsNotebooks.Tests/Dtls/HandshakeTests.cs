using System.Net.Security;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;

namespace DtlsNotebooks.Tests.Dtls;

public sealed class HandshakeTests
{
    public static TheoryData<KeyKind, KeyKind?, int> Matrix()
    {
        var data = new TheoryData<KeyKind, KeyKind?, int>();
        foreach (KeyKind server in Enum.GetValues<KeyKind>())
        {
            foreach (KeyKind? client in new KeyKind?[] { null, KeyKind.EcdsaP256, KeyKind.Rsa2048 })
            {
                foreach (int limit in new[] { 1400, 512, 300 })
                {
                    data.Add(server, client, limit);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public void A_handshake_succeeds(KeyKind serverKeys, KeyKind? clientKeys, int limit)
    {
        DtlsContext server = LessonPki.Server(serverKeys) with
        {
            RequireClientCertificate = clientKeys is not null,
            SendLimit = limit,
        };
        using var run = HandshakeRun.Make(LessonPki.Client(clientKeys) with { SendLimit = limit }, server);

        run.AssertWorks();
        Assert.Contains(
            serverKeys == KeyKind.Rsa2048 ? "ECDHE_RSA" : "ECDHE_ECDSA",
            run.Client.Facts!.CipherSuite.ToString()
        );
        Assert.Equal(run.Client.Facts.CipherSuite, run.Server.Facts!.CipherSuite);
        Assert.Contains("lesson server", run.Client.Facts.PeerSubject);
        Assert.Equal(
            clientKeys is not null,
            run.Server.Facts.PeerSubject.Contains("lesson client", StringComparison.Ordinal)
        );
        Assert.True(run.Client.Facts.IsExtendedMasterSecret);
        Assert.False(run.Client.Facts.IsResumed);
    }

    /// <summary>
    /// The server's datagrams may be as small as 64 bytes; the client's ClientHello has to fit one for the cookie
    /// exchange.
    /// </summary>
    [Theory]
    [InlineData(256)]
    [InlineData(128)]
    [InlineData(64)]
    public void A_server_with_tiny_datagrams_succeeds(int limit)
    {
        int largest = 0;
        using var run = HandshakeRun.Make(
            LessonPki.Client(),
            LessonPki.Server() with
            {
                SendLimit = limit,
            },
            pass: (toServer, datagram) =>
            {
                largest = toServer ? largest : Math.Max(largest, datagram.Length);
                return [datagram];
            }
        );

        run.AssertWorks();
        Assert.InRange(largest, limit / 2, limit);
    }

    [Fact]
    public void A_certificate_larger_than_a_datagram_is_fragmented()
    {
        DtlsContext server = LessonPki.ServerWith(LessonPki.Authority.IssueLargeServer());
        Assert.True(server.Credentials!.Certificate.RawData.Length > SessionTransport.LargestDatagram);
        using var run = HandshakeRun.Make(LessonPki.Client(), server);

        run.AssertWorks();
    }

    [Theory]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256)]
    public void Every_kind_of_suite_carries_data_and_closes(TlsCipherSuite suite)
    {
        using var run = HandshakeRun.Make(
            LessonPki.Client() with
            {
                CipherSuites = [suite],
            },
            LessonPki.Server() with
            {
                CipherSuites = [suite],
            }
        );

        run.AssertWorks();
        Assert.Equal(suite, run.Client.Facts!.CipherSuite);
        run.Client.Shutdown();
        Assert.Equal(DtlsStatus.Closed, run.Server.Read(new byte[10], out _));
    }

    [Fact]
    public void The_cookie_exchange_comes_first_and_flights_are_gathered()
    {
        using var run = HandshakeRun.Make(LessonPki.Client(), LessonPki.Server(), pass: (_, datagram) => [datagram]);

        Assert.Null(run.ClientError);
        IReadOnlyList<(bool ToServer, byte[] Datagram)> seen = run.Relay!.Seen;
        Assert.Equal([true, false, true, false, true, false], seen.Select(s => s.ToServer));
        Assert.Equal(1, seen[0].Datagram[13]);
        Assert.Equal(3, seen[1].Datagram[13]);
        Assert.Equal(1, seen[2].Datagram[13]);
        Assert.Equal(2, seen[3].Datagram[13]);
    }

    [Fact]
    public void An_address_can_be_asked_for_instead_of_a_name()
    {
        using var run = HandshakeRun.Make(LessonPki.Client(), LessonPki.Server(), "127.0.0.1");

        run.AssertWorks();
    }

    [Fact]
    public void One_context_serves_client_after_client()
    {
        DtlsContext server = LessonPki.Server();
        DtlsContext client = LessonPki.Client();
        for (int i = 0; i < 5; i++)
        {
            using var run = HandshakeRun.Make(client, server);
            run.AssertWorks();
        }
    }

    [Fact]
    public async Task One_socket_serves_client_after_client()
    {
        using System.Net.Sockets.Socket socket = Loopback.Bound();
        DtlsContext server = LessonPki.Server();
        for (int i = 0; i < 3; i++)
        {
            using var session = new DtlsSession(server, socket);
            Task<DtlsStatus> accepted = OwnThread.Run(() => session.Accept());
            using var client = DtlsSession.ConnectTo(LessonPki.Client(), socket.Address());
            Assert.Equal(DtlsStatus.Done, await accepted);
            client.WriteText("one after the other");
            Assert.Equal("one after the other", session.ReadText());
        }
    }

    [Fact]
    public void The_key_log_line_is_the_same_on_both_sides_and_only_on_request()
    {
        using var run = HandshakeRun.Make(
            LessonPki.Client() with
            {
                KeepKeyLog = true,
            },
            LessonPki.Server() with
            {
                KeepKeyLog = true,
            }
        );
        run.AssertWorks();
        Assert.Matches("^CLIENT_RANDOM [0-9a-f]{64} [0-9a-f]{96}$", run.Client.KeyLogLine);
        Assert.Equal(run.Client.KeyLogLine, run.Server.KeyLogLine);
        run.Client.Dispose();
        Assert.Null(run.Client.KeyLogLine);

        using var quiet = HandshakeRun.Make(LessonPki.Client(), LessonPki.Server());
        Assert.Throws<InvalidOperationException>(() => quiet.Client.KeyLogLine);
    }
}
