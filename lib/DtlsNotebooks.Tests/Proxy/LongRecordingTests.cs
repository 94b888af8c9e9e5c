using System.Net;
using DtlsNotebooks.Proxy;
using DtlsNotebooks.Proxy.Relaying;

namespace DtlsNotebooks.Tests.Proxy;

/// <summary>A recording that goes on for hours and keeps what is newest.</summary>
public sealed class LongRecordingTests
{
    private static readonly IPEndPoint One = new(IPAddress.Loopback, 40001);
    private static readonly IPEndPoint Two = new(IPAddress.Loopback, 40002);
    private static readonly IPEndPoint Server = new(IPAddress.Loopback, 11111);
    private static readonly PlainUdpDescriber Plain = new();

    [Theory]
    [InlineData(5, 100)]
    [InlineData(10_000, 50)]
    [InlineData(10_000, 3_000)]
    public void The_oldest_make_room_for_the_newest_and_are_counted(int sent, int kept)
    {
        Recording recording = Fill(new(datagramLimit: kept, keepNewest: true), sent);
        int rest = Math.Min(sent, kept);

        int[] numbers = [.. recording.Snapshot(Plain).Select(datagram => datagram.Number)];
        Assert.Equal(Enumerable.Range(sent - rest + 1, rest), numbers);
        Assert.Equal(sent - rest, recording.Statistics().Forgotten);
        Assert.Equal(0, recording.Statistics().NotRecorded);
        Assert.Equal(sent, recording.Statistics().Received);
    }

    [Fact]
    public void Large_datagrams_make_room_too()
    {
        Recording recording = new(byteLimit: 100_000, keepNewest: true);
        for (int i = 0; i < 10; i++)
            recording.Begin(Direction.ToServer, One, Server, new byte[40_000]);
        Assert.Equal([9, 10], recording.Snapshot(Plain).Select(datagram => datagram.Number));
        Assert.Equal(8, recording.Statistics().Forgotten);
    }

    [Fact]
    public void A_new_beginning_forgets_what_was_forgotten()
    {
        Recording recording = Fill(new(datagramLimit: 10, keepNewest: true), 5_000);
        recording.Clear();
        Fill(recording, 3);
        Assert.Equal([1, 2, 3], recording.Snapshot(Plain).Select(datagram => datagram.Number));
        Assert.Equal(0, recording.Statistics().Forgotten);
    }

    [Fact]
    public void The_last_ones_can_be_had_up_to_a_number_and_of_one_client()
    {
        Recording recording = Fill(new(datagramLimit: 100, keepNewest: true), 250);

        Assert.Equal([249, 250], Numbers(2, int.MaxValue, null));
        Assert.Equal([198, 199, 200], Numbers(3, 200, null));
        Assert.Equal([195, 197, 199], Numbers(3, 200, client => client.Equals(One)));
        Assert.Equal([151, 152], Numbers(5, 152, null));
        Assert.Empty(Numbers(5, 150, null));
        Assert.Empty(Numbers(0, 200, null));

        int[] Numbers(int count, int upTo, Func<IPEndPoint, bool>? whose) =>
            [.. recording.Latest(Plain, count, upTo, whose).Select(datagram => datagram.Number)];
    }

    private static Recording Fill(Recording recording, int count)
    {
        for (int i = 1; i <= count; i++)
        {
            recording.Settle(
                recording.Begin(Direction.ToServer, i % 2 == 1 ? One : Two, Server, [1]),
                DeliveryStatus.Delivered
            );
        }
        return recording;
    }
}
