using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>What a stranger on the path may send without harm.</summary>
public sealed class ForgeryTests
{
    private const int SequenceNumber = 5;

    [Fact]
    public void A_replayed_datagram_is_read_once()
    {
        using HandshakeRun run = Established();
        run.Client.WriteText("pay once");
        Assert.Equal("pay once", run.Server.ReadText());

        byte[] paid = run.Relay!.Seen.Last(s => s.ToServer).Datagram;
        for (int i = 0; i < 70; i++)
        {
            run.Relay.Inject(toServer: true, paid);
        }

        run.AssertEcho("and then the next");
    }

    [Fact]
    public void Changed_and_truncated_datagrams_are_dropped()
    {
        using HandshakeRun run = Established();
        run.Client.WriteText("untouched");
        Assert.Equal("untouched", run.Server.ReadText());
        byte[] good = run.Relay!.Seen.Last(s => s.ToServer).Datagram;

        for (int i = 0; i < good.Length; i++)
        {
            run.Relay.Inject(toServer: true, Fresh(good[..i], i));
            run.Relay.Inject(toServer: true, Fresh(Flip(good, i), i));
        }

        run.AssertEcho("still here");
    }

    [Theory]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256)]
    public void Short_forged_records_of_the_session_epoch_are_dropped(TlsCipherSuite suite)
    {
        using HandshakeRun run = Established(suite);
        foreach (
            short type in new[]
            {
                ContentType.change_cipher_spec,
                ContentType.alert,
                ContentType.handshake,
                ContentType.application_data,
            }
        )
        {
            for (int length = 0; length <= 66; length++)
            {
                run.Relay!.Inject(toServer: true, Record(type, epoch: 1, sequence: 1000 + length, new byte[length]));
                run.Relay.Inject(toServer: false, Record(type, epoch: 1, sequence: 1000 + length, new byte[length]));
            }

            run.AssertEcho("unharmed");
        }
    }

    [Fact]
    public void Plaintext_alerts_after_the_handshake_are_ignored()
    {
        using HandshakeRun run = Established();
        foreach (bool toServer in new[] { true, false })
        {
            run.Relay!.Inject(
                toServer,
                Record(ContentType.alert, 0, 500, [2, (byte)AlertDescription.handshake_failure])
            );
            run.Relay.Inject(toServer, Record(ContentType.alert, 0, 501, [1, (byte)AlertDescription.close_notify]));
        }

        run.AssertEcho("unimpressed");
    }

    [Fact]
    public void Plaintext_alerts_forged_during_the_handshake_do_no_harm()
    {
        int number = 100;
        using var run = HandshakeRun.Make(
            LessonPki.Client(),
            LessonPki.Server(),
            pass: (_, datagram) =>
                [
                    Record(ContentType.alert, 0, number++, [2, (byte)AlertDescription.internal_error]),
                    Record(ContentType.alert, 0, number++, [1, (byte)AlertDescription.close_notify]),
                    datagram,
                ]
        );

        run.AssertWorks();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Garbage_before_and_between_does_no_harm(int seed)
    {
        var random = new Random(seed);
        // Patient, since each repetition brings its own garbage, and what overflows a socket's buffer is lost for
        // another reason.
        var patience = TimeSpan.FromSeconds(2);
        DtlsContext client = LessonPki.Client() with { FirstResend = patience };
        DtlsContext server = LessonPki.Server() with { FirstResend = patience };
        using var run = HandshakeRun.Make(
            client,
            server,
            pass: (_, datagram) =>
                [
                    .. Enumerable.Range(0, 100).Select(_ => Garbage(random)),
                    datagram,
                    .. Enumerable.Range(0, 20).Select(_ => Garbage(random)),
                ]
        );

        run.AssertWorks();
        Assert.True(run.Server.Statistics.Ignored > 100);
    }

    [Fact]
    public void Forged_hellos_of_others_do_no_harm()
    {
        var random = new Random(3);
        using Socket serverSocket = Loopback.Bound();
        using Socket stranger = Loopback.Bound();
        // Asked for once: the run closes the socket while its last datagram is still on the way.
        IPEndPoint server = serverSocket.Address();
        using var relay = new TestRelay(
            server,
            (toServer, datagram) =>
            {
                for (int i = 0; toServer && i < 30; i++)
                {
                    stranger.SendTo(Mutated(datagram, random), server);
                }

                return [datagram];
            }
        );
        using var run = HandshakeRun.Make(LessonPki.Client(), LessonPki.Server(), serverSocket, relay.Address);

        run.AssertWorks();
        Assert.True(stranger.Available > 0, "a forged hello without a cookie is answered with a HelloVerifyRequest");
    }

    private static HandshakeRun Established(TlsCipherSuite? suite = null)
    {
        IReadOnlyList<TlsCipherSuite>? suites = suite is null ? null : [suite.Value];
        var run = HandshakeRun.Make(
            LessonPki.Client() with
            {
                CipherSuites = suites,
            },
            LessonPki.Server() with
            {
                CipherSuites = suites,
            },
            pass: (_, datagram) => [datagram]
        );
        run.AssertWorks();
        return run;
    }

    private static byte[] Flip(byte[] datagram, int index)
    {
        byte[] copy = [.. datagram];
        copy[index] ^= 0x10;
        return copy;
    }

    /// <summary>
    /// The datagram under a sequence number that was not seen before, so that the replay window has no say.
    /// </summary>
    private static byte[] Fresh(byte[] datagram, int index)
    {
        byte[] copy = [.. datagram];
        if (copy.Length >= SequenceNumber + 6)
        {
            BinaryPrimitives.WriteUInt32BigEndian(copy.AsSpan(SequenceNumber + 2), (uint)(2000 + index));
        }

        return copy;
    }

    private static byte[] Mutated(byte[] hello, Random random)
    {
        byte[] copy = [.. hello];
        for (int i = 0; i < 3; i++)
        {
            copy[random.Next(13, copy.Length)] = (byte)random.Next(256);
        }

        return copy;
    }

    private static byte[] Garbage(Random random)
    {
        byte[] bytes = new byte[random.Next(200)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Record(short type, int epoch, long sequence, byte[] body)
    {
        byte[] record = new byte[13 + body.Length];
        record[0] = (byte)type;
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(1), 0xFEFD);
        BinaryPrimitives.WriteUInt64BigEndian(record.AsSpan(3), ((ulong)epoch << 48) | (ulong)sequence);
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(11), (ushort)body.Length);
        body.CopyTo(record, 13);
        return record;
    }
}
