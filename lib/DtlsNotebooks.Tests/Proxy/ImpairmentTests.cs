using System.Net.Sockets;
using System.Numerics;
using System.Text;
using DtlsNotebooks.Pictures;
using DtlsNotebooks.Proxy;
using DtlsNotebooks.Proxy.Relaying;

namespace DtlsNotebooks.Tests.Proxy;

public sealed class ImpairmentTests
{
    private static string[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(i => $"{i}")];

    [Fact]
    public void The_nth_is_dropped()
    {
        using Network network = new();
        network.Proxy.ToServer = new() { DropNth = [2] };
        Capture capture = network.Send(3, Numbers(3));
        Assert.Equal(
            [DeliveryStatus.Delivered, DeliveryStatus.Dropped, DeliveryStatus.Delivered],
            capture.Select(datagram => datagram.Status)
        );
        Assert.Null(capture[2].Delivered);
        Assert.Equal(["1", "3"], new[] { network.Receive(), network.Receive() });
        Assert.Equal(1, network.Proxy.Statistics.Dropped);
    }

    [Fact]
    public void Those_that_match_are_dropped()
    {
        using Network network = new();
        network.Proxy.ToServer = new() { DropWhen = datagram => datagram.Payload.Span[0] == (byte)'x' };
        Capture capture = network.Send(3, "a", "x", "b");
        Assert.Equal(DeliveryStatus.Dropped, capture[2].Status);
        Assert.Equal(["a", "b"], new[] { network.Receive(), network.Receive() });
    }

    [Fact]
    public void A_share_is_dropped_and_the_other_direction_is_left_alone()
    {
        using UdpEcho server = new();
        using Network network = new();
        using UdpProxy proxy = new(server.EndPoint);
        proxy.ToServer = new() { Loss = 0.3 };
        Socket client = network.Open();
        for (int i = 1; i <= 1000; i++)
        {
            client.SendTo([1], proxy.EndPoint);
            Assert.True(proxy.WaitFor(i, Network.Limit));
        }

        // It may be quiet only because the server has no processor: what is lost says how many answers there will be.
        Assert.True(SpinWait.SpinUntil(() => IsAnswered(proxy.Capture().Summary), Network.Limit));
        CaptureSummary summary = proxy.Capture().Summary;
        Assert.InRange(summary.ToServer.Lost, 250, 350); // The seed is fixed, so this cannot vary.
        Assert.Equal(0, summary.ToClient.Lost);

        static bool IsAnswered(CaptureSummary seen) =>
            seen.ToServer.Datagrams == 1000 && seen.ToClient.Delivered == 1000 - seen.ToServer.Lost;
    }

    [Fact]
    public void The_nth_arrives_twice()
    {
        using Network network = new();
        network.Proxy.ToServer = new() { DuplicateNth = [1] };
        Capture capture = network.Send(3, "one", "two");
        Assert.Equal(["one", "one", "two"], new[] { network.Receive(), network.Receive(), network.Receive() });
        CapturedDatagram copy = Assert.Single(capture, datagram => datagram.CopyOf is not null);
        Assert.Equal(1, copy.CopyOf);
        Assert.Equal(capture[1].Received, copy.Received);
        Assert.Equal(2, network.Proxy.Statistics.Received);
        Assert.Equal(3, network.Proxy.Statistics.Delivered);
        Assert.Equal(1, network.Proxy.Statistics.Duplicated);
    }

    [Fact]
    public void One_bit_of_the_nth_is_turned()
    {
        using Network network = new();
        network.Proxy.ToServer = new() { CorruptNth = [1] };
        Capture capture = network.Send(2, "hello", "world");
        Assert.True(capture[1].IsCorrupted);
        Assert.False(capture[2].IsCorrupted);
        Assert.Equal("hello"u8.ToArray(), capture[1].Payload.ToArray());
        int turned = capture[1]
            .Payload.ToArray()
            .Zip(capture[1].DeliveredPayload.ToArray(), (sent, seen) => BitOperations.PopCount((uint)(sent ^ seen)))
            .Sum();
        Assert.Equal(1, turned);

        byte[] buffer = new byte[10];
        int length = network.Server.Receive(buffer);
        Assert.Equal(capture[1].DeliveredPayload.ToArray(), buffer[..length]);
        Assert.Equal(1, network.Proxy.Statistics.Corrupted);
    }

    [Fact]
    public void An_empty_datagram_cannot_be_corrupted()
    {
        using Network network = new();
        network.Proxy.ToServer = new() { Corrupt = 1 };
        network.Client.Send(Array.Empty<byte>());
        Assert.True(network.Proxy.WaitFor(1, Network.Limit));
        Assert.False(network.Proxy.Capture()[1].IsCorrupted);
    }

    [Fact]
    public void The_next_overtakes_the_nth()
    {
        using Network network = new();
        network.Proxy.ToServer = new() { ReorderNth = [1], ReorderHold = TimeSpan.FromMinutes(1) };
        Capture capture = network.Send(3, "1", "2", "3");
        Assert.Equal(["2", "1", "3"], new[] { network.Receive(), network.Receive(), network.Receive() });
        Assert.True(capture[1].Delivered >= capture[2].Delivered);
        Assert.Equal(1, capture.Summary.ToServer.Overtaken);
    }

    [Fact]
    public void Without_a_next_one_the_hold_ends_the_wait()
    {
        using Network network = new();
        network.Proxy.ToServer = new() { Reorder = 1, ReorderHold = TimeSpan.FromMilliseconds(30) };
        Capture capture = network.Send(1, "alone");
        Assert.Equal("alone", network.Receive());
        Assert.True(capture[1].Delivered - capture[1].Received >= TimeSpan.FromMilliseconds(30));
    }

    [Fact]
    public void Only_the_same_client_overtakes()
    {
        using Network network = new();
        network.Proxy.ToServer = new() { ReorderNth = [1], ReorderHold = TimeSpan.FromMinutes(1) };
        network.Client.Send("held"u8);
        while (network.Proxy.Statistics.Received < 1)
            Thread.Yield();
        network.Open().SendTo("another's"u8, network.Proxy.EndPoint);
        Assert.Equal("another's", network.Receive());
        network.Client.Send("next"u8);
        Assert.Equal(["next", "held"], new[] { network.Receive(), network.Receive() });
    }

    [Fact]
    public void A_delay_holds_back_and_keeps_the_order()
    {
        using Network network = new();
        network.Proxy.ToServer = new() { Delay = TimeSpan.FromMilliseconds(40) };
        Capture capture = network.Send(5, Numbers(5));
        Assert.All(
            capture,
            datagram => Assert.True(datagram.Delivered - datagram.Received >= TimeSpan.FromMilliseconds(40))
        );
        Assert.Equal(Numbers(5), Enumerable.Range(0, 5).Select(_ => network.Receive()));
    }

    [Fact]
    public void A_datagram_held_back_is_pending()
    {
        using Network network = new();
        network.Proxy.ToServer = new() { Delay = TimeSpan.FromMinutes(1) };
        network.Client.Send("x"u8);
        while (network.Proxy.Capture().Count == 0)
            Thread.Yield();
        Assert.Equal(DeliveryStatus.Pending, network.Proxy.Capture()[1].Status);
        Assert.Contains(
            "still on its way",
            network.Proxy.Capture().Ladder().Messages[0].Note,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Jitter_spreads_the_delay_and_stays_within_its_bounds()
    {
        using Network network = new();
        network.Proxy.ToServer = new()
        {
            Delay = TimeSpan.FromMilliseconds(50),
            Jitter = TimeSpan.FromMilliseconds(40),
        };
        Capture capture = network.Send(50, Numbers(50));
        Assert.All(
            capture,
            datagram => Assert.True(datagram.Delivered - datagram.Received >= TimeSpan.FromMilliseconds(10))
        );

        Rules rules = new(network.Proxy.ToServer, 1, Direction.ToServer, _ => { });
        TimeSpan[] delays = [.. Enumerable.Range(0, 1000).Select(_ => rules.Decide(SomeDatagram()).Delay)];
        Assert.All(delays, delay => Assert.InRange(delay.TotalMilliseconds, 10, 90));
        Assert.True(delays.Min().TotalMilliseconds < 12);
        Assert.True(delays.Max().TotalMilliseconds > 88);
    }

    [Fact]
    public void Larger_than_the_limit_is_dropped()
    {
        using Network network = new();
        network.Proxy.ToServer = new() { Mtu = 5 };
        Capture capture = network.Send(2, "12345", "123456");
        Assert.Equal([DeliveryStatus.Delivered, DeliveryStatus.TooLarge], capture.Select(datagram => datagram.Status));
    }

    [Fact]
    public void A_rate_spreads_datagrams_over_time()
    {
        using Network network = new();
        // 100 bytes of payload and 28 of headers are 1,024 bits: 10 ms each.
        network.Proxy.ToServer = new() { RateBitsPerSecond = 102_400 };
        string text = new('x', 100);
        Capture capture = network.Send(5, text, text, text, text, text);
        TimeSpan first = capture[1].Received;
        for (int i = 1; i <= 5; i++)
        {
            Assert.True(
                capture[i].Delivered - first >= TimeSpan.FromMilliseconds(9.99 * i),
                $"{i}: {capture[i].Delivered - first}"
            );
        }

        Assert.Equal(Numbers(5), capture.Select(datagram => $"{datagram.Number}"));
    }

    [Fact]
    public void A_full_queue_drops_and_counts()
    {
        using Network network = new();
        network.Proxy.ToServer = new() { Delay = TimeSpan.FromMinutes(1), Limit = 3 };
        Capture capture = network.Send(2, Numbers(5));
        Assert.Equal(2, capture.Count(datagram => datagram.Status == DeliveryStatus.QueueFull));
        Assert.Equal(2, network.Proxy.Statistics.QueueFull);
    }

    [Fact]
    public void The_same_seed_gives_the_same_luck_and_another_seed_another()
    {
        DeliveryStatus[] first = Outcomes(seed: 7);
        Assert.Equal(first, Outcomes(seed: 7));
        Assert.NotEqual(first, Outcomes(seed: 8));
    }

    [Fact]
    public void Other_rules_do_not_change_the_luck()
    {
        Impairment plain = new() { Loss = 0.5 };
        Impairment more = new()
        {
            Loss = 0.5,
            Duplicate = 0.3,
            Corrupt = 0.3,
            Jitter = TimeSpan.FromMilliseconds(3),
        };
        Assert.Equal(Dropped(plain), Dropped(more));
    }

    [Fact]
    public void The_two_directions_have_different_luck() =>
        Assert.NotEqual(
            Dropped(new() { Loss = 0.5 }, Direction.ToServer),
            Dropped(new() { Loss = 0.5 }, Direction.ToClient)
        );

    [Fact]
    public void Shares_come_out_as_told()
    {
        Rules rules = new(new() { Loss = 0.2 }, 42, Direction.ToServer, _ => { });
        int dropped = Enumerable.Range(0, 20_000).Count(_ => rules.Decide(SomeDatagram()).DroppedAs is not null);
        Assert.InRange(dropped, 3800, 4200);
    }

    [Fact]
    public void Impossible_settings_are_refused_in_a_sentence()
    {
        Assert.Contains(
            "Loss is a share",
            Assert.Throws<ArgumentOutOfRangeException>(() => new Impairment { Loss = 30 }).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => new Impairment { Duplicate = -0.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Impairment { Corrupt = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Impairment { Reorder = 2 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Impairment { Delay = TimeSpan.FromMilliseconds(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Impairment { Jitter = TimeSpan.FromHours(1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Impairment { ReorderHold = TimeSpan.MaxValue });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Impairment { Mtu = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Impairment { RateBitsPerSecond = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Impairment { Limit = 0 });
        Assert.Contains(
            "the first is 1",
            Assert.Throws<ArgumentOutOfRangeException>(() => new Impairment { DropNth = [0] }).Message,
            StringComparison.Ordinal
        );
    }

    private static DeliveryStatus[] Outcomes(int seed)
    {
        using Network network = new(seed);
        network.Proxy.ToServer = new() { Loss = 0.5 };
        return [.. network.Send(64, Numbers(64)).Select(datagram => datagram.Status)];
    }

    private static bool[] Dropped(Impairment impairment, Direction direction = Direction.ToServer)
    {
        Rules rules = new(impairment, 5, direction, _ => { });
        return [.. Enumerable.Range(0, 100).Select(_ => rules.Decide(SomeDatagram()).DroppedAs is not null)];
    }

    private static RelayedDatagram SomeDatagram() =>
        new Recording().Begin(
            Direction.ToServer,
            new(0x0100007F, 1),
            new(0x0100007F, 2),
            Encoding.UTF8.GetBytes("payload")
        );
}
