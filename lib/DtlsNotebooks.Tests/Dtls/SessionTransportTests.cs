using System.Buffers.Binary;
using System.Net;
using CsCheck;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Engine;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Dtls;

public sealed class SessionTransportTests
{
    [Fact]
    public void A_flight_is_gathered_until_the_next_receive()
    {
        using var transport = new Recording(1400);
        transport.Send(Record(ContentType.handshake, 0, 100));
        transport.Send(Record(ContentType.handshake, 0, 200));
        transport.Send(Record(ContentType.change_cipher_spec, 0, 1));
        Assert.Empty(transport.Sent);

        Assert.Equal(-1, transport.Receive(new byte[100], 1));

        Assert.Equal([113 + 213 + 14], transport.Sent.Select(d => d.Length));
        Assert.Equal(1, transport.Statistics.DatagramsSent);
    }

    [Fact]
    public void Protected_records_alerts_and_data_go_out_at_once_behind_what_waits()
    {
        using var transport = new Recording(1400);
        transport.Send(Record(ContentType.change_cipher_spec, 0, 1));
        transport.Send(Record(ContentType.handshake, 1, 40));
        Assert.Single(transport.Sent);
        transport.Send(Record(ContentType.application_data, 1, 30));
        transport.Send(Record(ContentType.alert, 0, 2));

        Assert.Equal([14 + 53, 43, 15], transport.Sent.Select(d => d.Length));
    }

    [Fact]
    public void No_datagram_is_larger_than_the_limit()
    {
        using var transport = new Recording(300);
        for (int i = 0; i < 10; i++)
        {
            transport.Send(Record(ContentType.handshake, 0, 100));
        }

        transport.Flush();

        Assert.Equal([226, 226, 226, 226, 226], transport.Sent.Select(d => d.Length));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Recording(1401));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Recording(63));
    }

    [Fact]
    public void A_closed_transport_throws_rather_than_pretend_a_time_out()
    {
        var transport = new Recording(1400);
        transport.Dispose();
        transport.Close();

        Assert.Equal(1, transport.Closes);
        Assert.Throws<IOException>(() => transport.Receive(new byte[100], 1000));
        Assert.Throws<IOException>(() => transport.Send(new byte[20]));
    }

    [Fact]
    public async Task To_wait_0_milliseconds_is_to_wait_until_it_is_closed()
    {
        using var transport = new Recording(1400);
        Task<IOException> waiting = OwnThread.Run(() =>
            Assert.Throws<IOException>(() => transport.Receive(new byte[100], 0))
        );
        await transport.WaitedOften(TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);

        transport.Close();

        await waiting.WaitAsync(LessonPki.Bound, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void What_cannot_be_a_record_is_dropped_and_the_rest_is_kept()
    {
        byte[] good = Record(ContentType.handshake, 0, 50);
        byte[] datagram =
        [
            .. good,
            .. Record(ContentType.application_data, 1, 15),
            .. good,
            .. Record(ContentType.handshake, 0, 50)[..40],
        ];
        using var transport = new Recording(1400);
        transport.Arriving.Enqueue([1, 2, 3]);
        transport.Arriving.Enqueue(datagram);
        byte[] buffer = new byte[1000];

        int length = transport.Receive(buffer, 1000);

        Assert.Equal([.. good, .. good], buffer[..length]);
        Assert.Equal(2, transport.Statistics.Ignored);
    }

    [Fact]
    public async Task A_record_too_long_for_the_buffer_waits_for_a_larger_one()
    {
        byte[] record = Record(ContentType.handshake, 0, 5000);
        using var transport = new Recording(1400) { LongestExpected = 4096 };
        transport.Arriving.Enqueue([.. Record(ContentType.handshake, 0, 50), .. record]);
        byte[] small = new byte[4096];
        byte[] large = new byte[6000];

        Assert.Equal(63, transport.Receive(small, 1000));
        Assert.Equal(4096, transport.GetReceiveLimit());
        // At once, not when the time is over: BouncyCastle then asks for the limit anew.
        Assert.Equal(
            -1,
            await OwnThread
                .Run(() => transport.Receive(small, int.MaxValue))
                .WaitAsync(LessonPki.Bound, TestContext.Current.CancellationToken)
        );
        Assert.True(transport.GetReceiveLimit() > record.Length);
        Assert.Equal(record.Length, transport.Receive(large, 1000));
        Assert.Equal(record, large[..record.Length]);
    }

    [Fact]
    public void A_plaintext_alert_is_held_back_and_handed_out_when_nothing_follows()
    {
        byte[] alert = Record(ContentType.alert, 0, 2);
        alert[13] = (byte)AlertLevel.fatal;
        using var transport = new Recording(1400);
        transport.Arriving.Enqueue(alert);
        byte[] buffer = new byte[1000];

        Assert.Equal(alert.Length, transport.Receive(buffer, 60_000));
        Assert.Equal(alert, buffer[..alert.Length]);
        Assert.Equal(-1, transport.Receive(buffer, 1));
    }

    [Fact]
    public void A_handshake_message_cancels_the_alert_before_it()
    {
        byte[] message = Record(ContentType.handshake, 0, 50);
        using var transport = new Recording(1400);
        transport.Arriving.Enqueue(Record(ContentType.alert, 0, 2));
        transport.Arriving.Enqueue(message);
        byte[] buffer = new byte[1000];

        Assert.Equal(message.Length, transport.Receive(buffer, 60_000));
        Assert.Equal(-1, transport.Receive(buffer, (int)(2 * AnswerTimes.Least.TotalMilliseconds)));
    }

    [Fact]
    public void The_filter_takes_any_bytes() =>
        Gen
            .Byte.Array[0, 200]
            .Sample(
                bytes =>
                {
                    if (bytes.Length > 1)
                    {
                        // Close enough to a record that more than the first check is met.
                        bytes[0] = (byte)(20 + (bytes[0] % 7));
                        bytes[1] = 0xFE;
                    }

                    byte[] kept = [.. bytes];
                    int length = new RecordFilter().Sift(kept);
                    return length >= 0 && length <= bytes.Length;
                },
                iter: 20_000
            );

    private static byte[] Record(short type, int epoch, int length)
    {
        byte[] record = new byte[13 + length];
        record[0] = (byte)type;
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(1), 0xFEFD);
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(3), (ushort)epoch);
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(11), (ushort)length);
        return record;
    }

    private sealed class Recording(int sendLimit) : SessionTransport(sendLimit)
    {
        private readonly SemaphoreSlim _waits = new(0);

        internal List<byte[]> Sent { get; } = [];

        internal Queue<byte[]> Arriving { get; } = new();

        internal int Closes { get; private set; }

        public override IPEndPoint? Peer => null;

        public override IPEndPoint? LastSender => null;

        public override void SetPeer(IPEndPoint client) { }

        internal async Task WaitedOften(CancellationToken token)
        {
            for (int i = 0; i < 5; i++)
            {
                Assert.True(await _waits.WaitAsync(LessonPki.Bound, token));
            }
        }

        protected override void SendDatagram(ReadOnlySpan<byte> datagram) => Sent.Add(datagram.ToArray());

        protected override int ReceiveDatagram(Span<byte> buffer, TimeSpan wait)
        {
            _waits.Release();
            if (Arriving.TryDequeue(out byte[]? datagram))
            {
                datagram.CopyTo(buffer);
                return datagram.Length;
            }

            Thread.Sleep(wait < TimeSpan.FromMilliseconds(10) ? wait : TimeSpan.FromMilliseconds(10));
            return -1;
        }

        protected override void CloseChannel() => Closes++;
    }
}
