using System.Net;
using DtlsNotebooks.Pictures;
using DtlsNotebooks.Proxy;
using DtlsNotebooks.Proxy.Relaying;

namespace DtlsNotebooks.Tests.Proxy;

public sealed class RecordingTests
{
    private static readonly IPEndPoint Client = new(IPAddress.Loopback, 40000);
    private static readonly IPEndPoint Server = new(IPAddress.Loopback, 11111);

    [Fact]
    public void A_full_recording_counts_what_it_does_not_keep()
    {
        Recording recording = new(datagramLimit: 3);
        for (int i = 0; i < 5; i++)
            recording.Settle(recording.Begin(Direction.ToServer, Client, Server, [1]), DeliveryStatus.Delivered);
        Assert.Equal(3, recording.Snapshot(new PlainUdpDescriber()).Count);
        Assert.Equal(2, recording.Snapshot(new PlainUdpDescriber()).NotRecorded);
        Assert.Equal(2, recording.Statistics().NotRecorded);
        Assert.Equal(5, recording.Statistics().Delivered);
        Assert.Contains(
            "2 more datagrams not recorded",
            recording.Snapshot(new PlainUdpDescriber()).Ladder().Subtitle,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_bytes_kept_are_bounded_too()
    {
        Recording recording = new(byteLimit: 100);
        for (int i = 0; i < 5; i++)
            recording.Begin(Direction.ToServer, Client, Server, new byte[30]);
        Assert.Equal(3, recording.Snapshot(new PlainUdpDescriber()).Count);
    }

    [Fact]
    public void Every_payload_stays_as_it_was_though_the_next_one_is_read_into_the_same_buffer()
    {
        Recording recording = new();
        var chance = new Random(1);
        byte[] buffer = new byte[65_507];
        int[] lengths =
        [
            0,
            .. Enumerable.Range(0, 300).Select(_ => chance.Next(1, 1_500)),
            65_507,
            0,
            .. Enumerable.Range(0, 30).Select(_ => chance.Next(0, 65_507)),
        ];
        List<byte[]> sent = [];
        foreach (int length in lengths)
        {
            chance.NextBytes(buffer);
            sent.Add(buffer[..length]);
            RelayedDatagram datagram = recording.Begin(Direction.ToServer, Client, Server, buffer.AsSpan(0, length));
            recording.Repeat(datagram);
        }

        Capture capture = recording.Snapshot(new PlainUdpDescriber());
        Assert.Equal(
            sent.SelectMany(payload => new[] { payload, payload }),
            capture.Select(datagram => datagram.Payload.ToArray())
        );
        Assert.All(capture, datagram => Assert.False(datagram.IsCorrupted));
    }

    [Fact]
    public void What_is_not_kept_is_handed_on_whole()
    {
        Recording recording = new(datagramLimit: 0);

        RelayedDatagram datagram = recording.Begin(Direction.ToServer, Client, Server, [1, 2, 3]);

        Assert.Equal([1, 2, 3], datagram.DeliveredPayload.ToArray());
        Assert.Empty(recording.Snapshot(new PlainUdpDescriber()));
    }

    [Fact]
    public void What_was_on_its_way_before_a_new_recording_does_not_count_in_it()
    {
        Recording recording = new();
        RelayedDatagram old = recording.Begin(Direction.ToServer, Client, Server, [1]);
        recording.Clear();
        recording.Settle(old, DeliveryStatus.Delivered);
        Assert.Equal(0, recording.Statistics().Delivered);
        Assert.True(recording.WaitForQuiet(TimeSpan.Zero, TimeSpan.FromSeconds(10)));
        Assert.Equal(1, recording.Begin(Direction.ToServer, Client, Server, [1]).Number);
    }

    [Fact]
    public void A_copy_of_what_came_before_a_new_recording_does_not_count_in_it_either()
    {
        Recording recording = new();
        RelayedDatagram old = recording.Begin(Direction.ToServer, Client, Server, [1]);
        recording.Clear();
        RelayedDatagram copy = recording.Repeat(old);
        recording.Corrupt(old, [2]);
        foreach (RelayedDatagram datagram in new[] { old, copy })
        {
            recording.HandOn(datagram);
            recording.Settle(datagram, DeliveryStatus.Delivered);
        }

        Assert.Empty(recording.Snapshot(new PlainUdpDescriber()));
        Assert.Equal(new ProxyStatistics(), recording.Statistics());
        Assert.Equal(1, recording.Begin(Direction.ToServer, Client, Server, [1]).Number);
    }

    [Fact]
    public void Whoever_waits_is_woken()
    {
        Recording recording = new();
        RelayedDatagram datagram = recording.Begin(Direction.ToServer, Client, Server, [1]);
        recording.HandOn(datagram);
        Assert.False(recording.WaitFor(1, TimeSpan.FromMilliseconds(1)));
        Assert.Equal(DeliveryStatus.Delivered, recording.Snapshot(new PlainUdpDescriber())[1].Status);
        bool met = false;
        Thread waiter = new(() => met = recording.WaitFor(1, Network.Limit));
        waiter.Start();
        recording.Settle(datagram, DeliveryStatus.Delivered);
        Assert.True(waiter.Join(Network.Limit));
        Assert.True(met);
    }
}
