using System.Buffers.Binary;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Dtls.Engine.Internals;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// A forged message of a handshake that cannot be right does not end it, and a wish for another handshake is declined.
/// </summary>
public sealed class ForgedMessageTests
{
    private const int Header = 13;

    /// <summary>Every type, with whatever in it, ahead of every record of the other side.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(20)]
    [InlineData(23)]
    public void A_message_with_nonsense_in_it_ends_nothing(byte type)
    {
        using MemoryPair pair = Forging(record => [Nonsense(record, type), record]);

        pair.Handshake();

        pair.AssertEcho("unharmed");
    }

    [Fact]
    public void A_damaged_version_ahead_of_each_message_ends_nothing()
    {
        using MemoryPair pair = Forging(record => [Damaged(record), record]);

        pair.Handshake();

        pair.AssertEcho("unharmed");
    }

    [Fact]
    public void A_ChangeCipherSpec_ahead_of_each_message_ends_nothing()
    {
        int number = 5000;
        using MemoryPair pair = Forging(record => [Change(number++), record]);

        pair.Handshake();

        pair.AssertEcho("unharmed");
    }

    /// <summary>The highest number that there is closes the window against replays before all that is genuine.</summary>
    [Fact]
    public void A_record_with_the_highest_number_ahead_of_each_message_ends_nothing()
    {
        using MemoryPair pair = Forging(record => [Highest(Nonsense(record, 14)), Highest(Change(0)), record]);

        pair.Handshake();

        pair.AssertEcho("unharmed");
    }

    [Fact]
    public void A_fatal_alert_ahead_of_each_message_ends_nothing()
    {
        byte[] alert = [21, 0xFE, 0xFD, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 2, 2, 40];
        using MemoryPair pair = Forging(record =>
            [
                [.. alert],
                record,
            ]
        );

        pair.Handshake();

        pair.AssertEcho("unharmed");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_wish_for_another_handshake_is_declined_and_the_session_goes_on(bool byClient)
    {
        using var pair = MemoryPair.Established();
        (DtlsSession asking, DtlsSession asked) = byClient ? (pair.Client, pair.Server) : (pair.Server, pair.Client);
        MemoryTransport end = byClient ? pair.ServerEnd : pair.ClientEnd;
        long sent = end.Statistics.DatagramsSent;
        byte[] wish = new byte[12];
        wish[0] = (byte)(byClient ? HandshakeType.client_hello : HandshakeType.hello_request);

        RecordLayerParts.Send(asking.Channel!.Layer, ContentType.handshake, wish);
        Assert.Equal(DtlsStatus.WantRead, asked.Read(new byte[10], out _));

        // An alert in the session's epoch, which the other side takes for the warning that it is.
        Assert.Equal(sent + 1, end.Statistics.DatagramsSent);
        Assert.Equal((ContentType.alert, 1), ((short)end.LastSent[0], end.LastSent[4]));
        Assert.Equal(DtlsStatus.WantRead, asking.Read(new byte[10], out _));
        pair.AssertEcho("as before");
    }

    private static MemoryPair Forging(Func<byte[], byte[][]> forge)
    {
        var pair = new MemoryPair(
            LessonPki.Client(KeyKind.EcdsaP256),
            LessonPki.Server() with
            {
                RequireClientCertificate = true,
            }
        );
        pair.ClientEnd.Drops = datagram => Pass(datagram, pair.ServerEnd, forge);
        pair.ServerEnd.Drops = datagram => Pass(datagram, pair.ClientEnd, forge);
        return pair;
    }

    private static bool Pass(byte[] datagram, MemoryTransport to, Func<byte[], byte[][]> forge)
    {
        foreach (byte[] record in Tampering.Records(datagram))
        {
            // A hello goes to the cookie exchange, which keeps nothing of a forged one.
            bool isForged = Tampering.PositionOf(record) is >= 0 and < Tampering.Change && record[Header] > 2;
            Array.ForEach(isForged ? forge(record) : [record], to.Inject);
        }

        return true;
    }

    /// <summary>A message under the number of the genuine one.</summary>
    private static byte[] Nonsense(byte[] record, byte type)
    {
        byte[] forged = new byte[Header + 12 + 20];
        record.AsSpan(0, Header + 12).CopyTo(forged);
        BinaryPrimitives.WriteInt32BigEndian(forged.AsSpan(7), 4000 + type + record[Header + 5]);
        forged[12] = 12 + 20;
        forged[11] = 0;
        (forged[Header], forged[Header + 1], forged[Header + 2], forged[Header + 3]) = (type, 0, 0, 20);
        (forged[Header + 9], forged[Header + 10], forged[Header + 11]) = (0, 0, 20);
        forged.AsSpan(Header + 12).Fill(0xA5);
        return forged;
    }

    private static byte[] Damaged(byte[] record)
    {
        byte[] copy = [.. record];
        BinaryPrimitives.WriteInt32BigEndian(copy.AsSpan(7), 4000 + record[Header + 5]);
        for (int i = Header + 12; i < copy.Length; i++)
            copy[i] ^= 0x5A;

        return copy;
    }

    private static byte[] Highest(byte[] record)
    {
        record.AsSpan(5, 6).Fill(0xFF);
        return record;
    }

    private static byte[] Change(int number)
    {
        byte[] record = [20, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1];
        BinaryPrimitives.WriteInt32BigEndian(record.AsSpan(7), number);
        return record;
    }
}
