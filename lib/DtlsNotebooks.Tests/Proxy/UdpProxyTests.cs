using System.Net;
using System.Net.Sockets;
using System.Text;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Proxy;

public sealed class UdpProxyTests
{
    public static TheoryData<string> Loopbacks => ["127.0.0.1", "::1"];

    [Theory]
    [MemberData(nameof(Loopbacks))]
    public void An_echo_goes_there_and_back_and_is_recorded(string address)
    {
        var loopback = IPAddress.Parse(address);
        Assert.SkipWhen(
            loopback.AddressFamily == AddressFamily.InterNetworkV6 && !Socket.OSSupportsIPv6,
            "This machine has no IPv6."
        );
        using Network network = new(address: loopback);
        using UdpEcho server = new(loopback);
        using UdpProxy proxy = new(server.EndPoint);
        Socket client = network.Open();
        client.Connect(proxy.EndPoint);

        client.Send("hello"u8);
        byte[] buffer = new byte[100];
        Assert.Equal(5, client.Receive(buffer));

        Capture capture = proxy.Capture();
        Assert.Equal(2, capture.Count);
        Assert.Equal([1, 2], capture.Select(datagram => datagram.Number));
        Assert.Equal([Direction.ToServer, Direction.ToClient], capture.Select(datagram => datagram.Direction));
        Assert.All(
            capture,
            datagram =>
            {
                Assert.Equal(client.LocalEndPoint, datagram.Client);
                Assert.Equal(server.EndPoint, datagram.Server);
                Assert.Equal(DeliveryStatus.Delivered, datagram.Status);
                Assert.Equal("hello"u8.ToArray(), datagram.Payload.ToArray());
                Assert.True(datagram.Delivered >= datagram.Received);
            }
        );
        Assert.True(capture[2].Received >= capture[1].Delivered);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    public void An_echo_client_of_10000_datagrams_loses_none(int window)
    {
        using UdpEcho server = new();
        using UdpProxy proxy = new(server.EndPoint);
        using Network network = new();
        Socket client = network.Open();
        client.Connect(proxy.EndPoint);

        const int Total = 10_000;
        byte[] buffer = new byte[100];
        HashSet<int> echoed = [];
        int sent = 0;
        while (echoed.Count < Total)
        {
            while (sent < Total && sent - echoed.Count < window)
                client.Send(BitConverter.GetBytes(sent++));
            Assert.Equal(4, client.Receive(buffer));
            Assert.True(echoed.Add(BitConverter.ToInt32(buffer)));
        }

        Assert.True(proxy.WaitFor(2 * Total, Network.Limit));
        ProxyStatistics statistics = proxy.Statistics;
        Assert.Equal(2 * Total, statistics.Received);
        Assert.Equal(2 * Total, statistics.Delivered);
        Assert.Equal(0, statistics.Dropped + statistics.QueueFull + statistics.SendFailed + statistics.NotRecorded);
        Assert.True(statistics.Overrun is null or 0, $"{statistics.Overrun} overrun");
        Assert.Equal(2 * Total, proxy.Capture().Count);
    }

    [Fact]
    public void The_server_sees_every_client_at_a_port_of_its_own_and_answers_reach_the_right_one()
    {
        using UdpEcho server = new();
        using UdpProxy proxy = new(server.EndPoint);
        using Network network = new();
        Socket[] clients = [.. Enumerable.Range(0, 100).Select(_ => network.Open())];
        foreach (Socket client in clients)
            client.SendTo(Encoding.UTF8.GetBytes($"I am {client.LocalEndPoint}"), proxy.EndPoint);

        byte[] buffer = new byte[100];
        foreach (Socket client in clients)
            Assert.Equal($"I am {client.LocalEndPoint}", Encoding.UTF8.GetString(buffer, 0, client.Receive(buffer)));

        Assert.Equal(clients.Length, server.PeerCount);
        Capture capture = proxy.Capture();
        Assert.Equal(clients.Length, capture.Clients.Count);
        Assert.Equal(2, capture.OfClient(clients[7].LocalEndPoint!).Count);
    }

    [Fact]
    public void A_client_beyond_the_thousandth_is_served_too()
    {
        using UdpEcho server = new();
        using UdpProxy proxy = new(server.EndPoint);
        byte[] buffer = new byte[10];
        for (int i = 0; i < 1050; i++)
        {
            using Socket client = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            client.ReceiveTimeout = (int)Network.Limit.TotalMilliseconds;
            client.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            client.SendTo(BitConverter.GetBytes(i), proxy.EndPoint);
            Assert.Equal(4, client.Receive(buffer));
        }

        Assert.Empty(proxy.Capture().Faults);
    }

    [Fact]
    public void Empty_and_largest_datagrams_pass()
    {
        using Network network = new();
        network.Client.Send(Array.Empty<byte>());
        byte[] large = new byte[65_507];
        new Random(1).NextBytes(large);
        network.Client.Send(large);

        byte[] buffer = new byte[65_536];
        Assert.Equal(0, network.Server.Receive(buffer));
        Assert.Equal(large.Length, network.Server.Receive(buffer));
        Assert.True(buffer.AsSpan(0, large.Length).SequenceEqual(large));
        Assert.Equal([0, 65_507], network.Proxy.Capture().Select(datagram => datagram.Payload.Length));
    }

    [Fact]
    public void A_dead_server_is_survived_and_its_refusals_are_told()
    {
        using Network network = new(serverLeaves: true);
        network.Server.Dispose();
        for (int i = 0; i < 20; i++)
            network.Client.Send([(byte)i]);
        Assert.True(network.Proxy.WaitFor(20, Network.Limit));
        Assert.True(SpinWait.SpinUntil(() => network.Proxy.Statistics.Refused > 0, Network.Limit));

        Capture capture = network.Proxy.Capture();
        Assert.Equal(20, capture.Count);
        Assert.All(
            capture,
            datagram => Assert.True(datagram.Status is DeliveryStatus.Refused or DeliveryStatus.Delivered)
        );
        Assert.Contains(capture, datagram => datagram.Status == DeliveryStatus.Refused);
        if (OperatingSystem.IsLinux())
            Assert.All(capture, datagram => Assert.Equal(DeliveryStatus.Refused, datagram.Status));
        Assert.Empty(capture.Faults);
    }

    [Fact]
    public void A_server_that_comes_back_is_served_again()
    {
        using Network network = new(serverLeaves: true);
        var address = (IPEndPoint)network.Server.LocalEndPoint!;
        network.Server.Dispose();
        network.Client.Send("lost"u8);
        Assert.True(network.Proxy.WaitFor(1, Network.Limit));

        using Socket again = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        again.ReceiveTimeout = (int)Network.Limit.TotalMilliseconds;
        again.Bind(address);
        network.Client.Send("found"u8);
        byte[] buffer = new byte[10];
        Assert.Equal(5, again.Receive(buffer));
    }

    [Fact]
    public void A_client_that_has_left_does_not_stop_the_others()
    {
        using Network network = new();
        Socket leaver = network.Open();
        leaver.SendTo("bye"u8, network.Proxy.EndPoint);
        byte[] buffer = new byte[100];
        EndPoint peer = new IPEndPoint(IPAddress.Any, 0);
        network.Server.ReceiveFrom(buffer, ref peer);
        leaver.Dispose();
        for (int i = 0; i < 5; i++)
            network.Server.SendTo("anybody there?"u8, peer);
        Assert.True(network.Proxy.WaitFor(6, Network.Limit));

        network.Client.Send("still here"u8);
        Assert.Equal("still here", network.Receive());
    }

    [Fact]
    public void Disposal_while_busy_ends_everything_and_keeps_the_recording()
    {
        using UdpEcho server = new();
        using Network network = new();
        UdpProxy proxy = new(server.EndPoint, port: ReservedPort.Next());
        proxy.ToServer = new() { Delay = TimeSpan.FromSeconds(30), DropNth = [1] };
        using CancellationTokenSource stop = new();
        Thread[] senders =
        [
            .. Enumerable
                .Range(0, 4)
                .Select(_ => network.Open())
                .Select(client => new Thread(() =>
                {
                    while (!stop.IsCancellationRequested)
                    {
                        try
                        {
                            client.SendTo([1, 2, 3], proxy.EndPoint);
                        }
                        catch (SocketException)
                        {
                            // The network is closed.
                        }
                    }
                })),
        ];
        foreach (Thread thread in senders)
            thread.Start();
        Assert.True(proxy.WaitFor(1, Network.Limit));

        Parallel.For(0, 4, _ => proxy.Dispose());
        proxy.Dispose();
        stop.Cancel();
        foreach (Thread thread in senders)
            Assert.True(thread.Join(Network.Limit));

        Assert.NotEmpty(proxy.Capture());
        Assert.True(proxy.Statistics.Received > 0);
        Assert.False(proxy.WaitFor(int.MaxValue, Network.Limit));
        Assert.True(SpinWait.SpinUntil(() => proxy.HasStopped, Network.Limit));
        using Socket again = network.Open(proxy.EndPoint.Port);
    }

    [Fact]
    public void Disposal_from_within_a_rule_is_safe()
    {
        using Network network = new();
        using ManualResetEventSlim done = new();
        network.Proxy.ToServer = new()
        {
            DropWhen = _ =>
            {
                network.Proxy.Dispose();
                done.Set();
                return false;
            },
        };
        network.Client.Send("x"u8);
        Assert.True(done.Wait(Network.Limit, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Disposal_does_not_wait_for_a_rule_that_hangs()
    {
        using Network network = new();
        using ManualResetEventSlim entered = new();
        using ManualResetEventSlim leave = new();
        network.Proxy.ToServer = new()
        {
            DropWhen = _ =>
            {
                entered.Set();
                return leave.Wait(TimeSpan.FromMinutes(2));
            },
        };
        network.Client.Send("x"u8);
        Assert.True(entered.Wait(Network.Limit, TestContext.Current.CancellationToken));
        Thread disposal = new(network.Proxy.Dispose);
        disposal.Start();
        Assert.True(disposal.Join(Network.Limit));
        leave.Set();
    }

    [Fact]
    public void What_the_operating_system_dropped_before_the_proxy_is_counted()
    {
        using Network network = new();
        Assert.SkipWhen(network.Proxy.Statistics.Overrun is null, "This operating system does not tell.");
        using ManualResetEventSlim entered = new();
        using ManualResetEventSlim leave = new();
        network.Proxy.ToServer = new()
        {
            DropWhen = _ =>
            {
                entered.Set();
                return leave.Wait(Network.Limit);
            },
        };
        network.Client.Send([0]);
        Assert.True(entered.Wait(Network.Limit, TestContext.Current.CancellationToken));
        byte[] payload = new byte[1400];
        for (int i = 0; i < 20_000; i++)
            network.Client.Send(payload);
        long? overrun = network.Proxy.Statistics.Overrun;
        leave.Set();

        Assert.True(overrun > 0);
        Assert.True(network.Proxy.WaitFor((int)(20_001 - overrun.Value), Network.Limit));
        Assert.Equal(20_001 - overrun, network.Proxy.Statistics.Received);
    }

    [Fact]
    public void A_rule_that_throws_is_told_and_harms_nothing()
    {
        using Network network = new();
        network.Proxy.ToServer = new() { DropWhen = datagram => datagram.Payload.Span[5] == 0 };
        network.Client.Send("abc"u8);
        Assert.Equal("abc", network.Receive());
        Assert.Equal(1, network.Proxy.Statistics.RuleFailures);
        Assert.Contains("IndexOutOfRange", Assert.Single(network.Proxy.Capture().Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Clear_begins_a_new_recording()
    {
        using Network network = new();
        network.Proxy.ToServer = new() { DropNth = [1] };
        Assert.Equal(DeliveryStatus.Dropped, network.Send(1, "one")[1].Status);
        network.Proxy.Clear();
        Assert.Empty(network.Proxy.Capture());
        Assert.Equal(0, network.Proxy.Statistics.Received);
        Assert.Equal(DeliveryStatus.Dropped, network.Send(1, "one again")[1].Status);
    }

    [Fact]
    public void A_capture_does_not_change_when_more_travels()
    {
        using Network network = new();
        Capture before = network.Send(1, "one");
        network.Send(2, "two");
        Assert.Single(before);
        Assert.Equal(2, network.Proxy.Capture().Count);
    }

    [Fact]
    public void Waiting_ends_at_its_limit()
    {
        using Network network = new();
        Assert.False(network.Proxy.WaitFor(1, TimeSpan.FromMilliseconds(20)));
        network.Proxy.ToServer = new() { Delay = TimeSpan.FromSeconds(60) };
        network.Client.Send("x"u8);
        Assert.True(SpinWait.SpinUntil(() => network.Proxy.Capture().Count == 1, TimeSpan.FromSeconds(30)));
        Assert.False(network.Proxy.WaitForQuiet(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(500)));
    }

    [Fact]
    public void Two_proxies_in_front_of_one_server_do_no_harm()
    {
        using UdpEcho server = new();
        using Network network = new();
        UdpProxy first = new(server.EndPoint);
        UdpProxy second = new(server.EndPoint);
        byte[] buffer = new byte[10];
        foreach (UdpProxy proxy in new[] { first, second })
        {
            Socket client = network.Open();
            client.SendTo("hi"u8, proxy.EndPoint);
            Assert.Equal(2, client.Receive(buffer));
            Assert.Equal(2, proxy.Capture().Count);
        }

        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public void Bad_input_is_told_in_a_sentence()
    {
        Assert.Contains(
            "port is 0",
            Assert.Throws<ArgumentException>(() => new UdpProxy(new(IPAddress.Loopback, 0))).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Loopback",
            Assert.Throws<ArgumentException>(() => new UdpProxy(new(IPAddress.Any, 11111))).Message,
            StringComparison.Ordinal
        );
        using Network network = new();
        int taken = network.Proxy.EndPoint.Port;
        Assert.Contains(
            "taken",
            Assert
                .Throws<InvalidOperationException>(() => new UdpProxy(new(IPAddress.Loopback, 11111), port: taken))
                .Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => new UdpProxy(new(IPAddress.Loopback, 11111), port: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Proxy.WaitFor(1, TimeSpan.FromSeconds(-1)));
    }
}
