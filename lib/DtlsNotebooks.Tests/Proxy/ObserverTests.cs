using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DtlsNotebooks.Proxy;
using DtlsNotebooks.Tests.Pcap;

namespace DtlsNotebooks.Tests.Proxy;

/// <summary>Who is told what became of each datagram, and the file that is written meanwhile.</summary>
public sealed class ObserverTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dtls-observer-").FullName;

    private string FilePath => Path.Combine(_folder, "x.pcapng");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Each_datagram_is_told_once_with_its_fate()
    {
        Ear ear = new();
        using UdpEcho server = new();
        using UdpProxy proxy = new(server.EndPoint, new UdpProxyOptions { Observers = [ear] })
        {
            ToServer = new Impairment
            {
                DropNth = [1],
                DuplicateNth = [2],
                CorruptNth = [3],
            },
        };
        using Socket client = Client(proxy);

        Send(client, "one", "two", "three");

        Assert.True(proxy.WaitFor(7, Network.Limit)); // 3 there and a copy, 3 back
        Assert.Equal(
            [.. proxy.Capture().Select(datagram => (datagram.Number, datagram.Status)).Order()],
            ear.Heard.Select(datagram => (datagram.Number, datagram.Status)).Order()
        );
        Assert.Equal(1, ear.Heard.Count(datagram => datagram.Status == DeliveryStatus.Dropped));
        Assert.Equal(2, ear.Heard.Count(datagram => datagram.IsCorrupted || datagram.CopyOf is not null));
    }

    [Fact]
    public void One_that_throws_does_not_end_the_network_and_is_told()
    {
        using UdpEcho server = new();
        using UdpProxy proxy = new(server.EndPoint, new UdpProxyOptions { Observers = [new Thrower()] });
        using Socket client = Client(proxy);

        Send(client, "one", "two");

        Assert.True(proxy.WaitFor(4, Network.Limit));
        Assert.Contains("I do not listen", Assert.Single(proxy.Capture().Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void That_nobody_listens_is_told()
    {
        Ear ear = new();
        IPEndPoint nobody = ReservedPort.NextAddress();
        using UdpProxy proxy = new(nobody, new UdpProxyOptions { Observers = [ear] });
        using Socket client = Client(proxy);

        Send(client, "anybody?");

        Assert.True(proxy.WaitFor(1, Network.Limit));
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows tells of it with the next datagram.");
        Assert.Equal(1, ear.Heard.Count(datagram => datagram.Status == DeliveryStatus.Refused) + ear.RefusedLater);
    }

    [Fact]
    public void A_file_has_each_datagram_as_soon_as_its_fate_is_known()
    {
        using UdpEcho server = new();
        using CaptureFile file = new(FilePath);
        using UdpProxy proxy = new(server.EndPoint, new UdpProxyOptions { Observers = [file] })
        {
            ToServer = new Impairment { DropNth = [2] },
        };
        using Socket client = Client(proxy);

        Send(client, "one", "two", "three");
        Assert.True(proxy.WaitFor(5, Network.Limit));

        // Nothing is closed: this is what is left where the process ends here.
        IReadOnlyList<PcapngPacket> packets = Read();
        Assert.Equal(5, packets.Count);
        Assert.Equal(5, file.Count);
        Assert.Equal(
            ["one", "one", "three", "three", "two"],
            packets.Select(packet => Encoding.UTF8.GetString(packet.Data.Span[28..])).Order(StringComparer.Ordinal)
        );
        Assert.Equal("lost", Assert.Single(packets, packet => packet.Data.Span[28..].SequenceEqual("two"u8)).Comment);
        Assert.Null(file.Problem);
    }

    [Fact]
    public void A_new_recording_goes_on_in_the_same_file()
    {
        using UdpEcho server = new();
        using CaptureFile file = new(FilePath);
        using UdpProxy proxy = new(server.EndPoint, new UdpProxyOptions { Observers = [file], KeepNewest = true });
        using Socket client = Client(proxy);
        Send(client, "before");
        Assert.True(proxy.WaitFor(2, Network.Limit));

        proxy.Clear();
        Send(client, "after");
        Assert.True(proxy.WaitFor(2, Network.Limit));

        IReadOnlyList<PcapngPacket> packets = Read();
        Assert.Equal(4, packets.Count);
        Assert.True(packets.Zip(packets.Skip(1)).All(pair => pair.First.Nanoseconds <= pair.Second.Nanoseconds));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_told_at_once()
    {
        Assert.Throws<UnauthorizedAccessException>(() => new CaptureFile(_folder));
        Assert.ThrowsAny<IOException>(() => new CaptureFile(Path.Combine(_folder, "none", "x.pcapng")));
    }

    [Fact]
    public void A_closed_file_takes_nothing_more_and_closes_twice()
    {
        CaptureFile file = new(FilePath);
        file.Dispose();
        file.Dispose();
        file.Settled(
            new CapturedDatagram
            {
                Number = 1,
                Direction = Direction.ToServer,
                Client = new(IPAddress.Loopback, 1),
                Server = new(IPAddress.Loopback, 2),
                Received = default,
                Payload = new byte[1],
                DeliveredPayload = new byte[1],
                Status = DeliveryStatus.Delivered,
            },
            default
        );
        Assert.Empty(Read());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Only_with_any_does_it_listen_beyond_loopback(bool any)
    {
        using UdpProxy proxy = new(new(IPAddress.Loopback, 11111), new UdpProxyOptions { Any = any });
        Assert.Equal(any ? IPAddress.Any : IPAddress.Loopback, proxy.EndPoint.Address);
    }

    private IReadOnlyList<PcapngPacket> Read()
    {
        using FileStream stream = new(FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return PcapngReader.Parse(bytes).Value.Packets;
    }

    private static Socket Client(UdpProxy proxy)
    {
        Socket client = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        client.Connect(proxy.EndPoint);
        return client;
    }

    private static void Send(Socket client, params string[] texts)
    {
        foreach (string text in texts)
            client.Send(Encoding.UTF8.GetBytes(text));
    }

    private sealed class Ear : IProxyObserver
    {
        private int _refusedLater;

        public ConcurrentQueue<CapturedDatagram> Heard { get; } = [];

        public int RefusedLater => _refusedLater;

        public void Settled(CapturedDatagram datagram, DateTimeOffset started) => Heard.Enqueue(datagram);

        public void Refused(CapturedDatagram datagram) => Interlocked.Increment(ref _refusedLater);
    }

    private sealed class Thrower : IProxyObserver
    {
        public void Settled(CapturedDatagram datagram, DateTimeOffset started) =>
            throw new InvalidOperationException("I do not listen.");

        public void Refused(CapturedDatagram datagram) => throw new InvalidOperationException("I do not listen.");
    }
}
