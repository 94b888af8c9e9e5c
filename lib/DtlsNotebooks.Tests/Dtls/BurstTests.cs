using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>A listener loses nothing that a plain socket would have held, and no forger pushes a client out.</summary>
public sealed class BurstTests
{
    [Fact]
    public void Two_hundred_records_at_once_all_arrive()
    {
        const int Records = 200;
        using DtlsListener listener = Listening();
        (DtlsSession client, DtlsSession served) = listener.Meet();
        long before = listener.Statistics.DatagramsReceived;

        Send(client, listener, before, Records, i => $"record {i}");

        Assert.All(Enumerable.Range(0, Records), i => Assert.Equal($"record {i}", served.ReadText()));
        Assert.Equal(0, listener.Statistics.DroppedQueue);
        client.Dispose();
    }

    [Theory]
    [InlineData(100)]
    [InlineData(3000)]
    public void Forged_records_in_a_clients_name_do_not_push_out_its_own(int forged)
    {
        using DtlsListener listener = Listening();
        using Socket line = Loopback.Bound();
        (DtlsSession client, DtlsSession served) = listener.Meet(socket: line);
        byte[] forgery = [23, 0xFE, 0xFD, 0, 1, 0, 0, 0, 0, 9, 9, 0, 40, .. new byte[40]];
        long before = listener.Statistics.DatagramsReceived;
        for (int i = 1; i <= forged; i++)
        {
            line.Send(forgery);
            if (i % 50 == 0)
                listener.Until(statistics => statistics.DatagramsReceived >= before + i);
        }

        client.WriteText("it is me");
        client.Shutdown();
        listener.Until(statistics => statistics.DatagramsReceived >= before + forged + 2);

        Assert.Equal("it is me", served.ReadText());
        Assert.Equal(DtlsStatus.Closed, served.Read(new byte[1], out _));
        Assert.Equal(0, listener.Statistics.DroppedQueue);
    }

    [Fact]
    public void A_goodbye_arrives_though_the_queue_is_full()
    {
        using var listener = new DtlsListener(LessonPki.Server(), new IPEndPoint(IPAddress.Loopback, 0))
        {
            QueueCapacity = 4,
        };
        (DtlsSession client, DtlsSession served) = listener.Meet();
        Send(client, listener, listener.Statistics.DatagramsReceived, 30, _ => "blah");
        long before = listener.Statistics.DatagramsReceived;
        client.Shutdown();
        listener.Until(statistics => statistics.DatagramsReceived > before);

        DtlsStatus status;
        int read = 0;
        for (; (status = served.Read(new byte[9], out _)) == DtlsStatus.Done; read++)
            Assert.True(read < 30);

        Assert.Equal((DtlsStatus.Closed, 8), (status, read));
        Assert.Equal(22, listener.Statistics.DroppedQueue);
    }

    [Fact]
    public void More_than_a_queue_holds_passes_to_a_thread()
    {
        using DtlsListener listener = Listening();
        (DtlsSession client, DtlsSession served) = listener.Meet();
        byte[] record = new byte[client.LargestWrite];
        byte[] buffer = new byte[2000];
        for (int sent = 0; sent < 3 << 19; sent += record.Length)
        {
            client.Write(record);
            Assert.Equal(DtlsStatus.Done, served.Read(buffer, out int count));
            Assert.Equal(record.Length, count);
        }

        client.Dispose();
    }

    [Fact]
    public void More_than_a_queue_holds_passes_to_a_loop()
    {
        using DtlsListener listener = Listening();
        using Socket line = Loopback.Bound();
        line.Connect(listener.LocalEndPoint);
        using var client = new DtlsSession(LessonPki.Client(), line) { Blocking = false };
        DtlsSession? served = null;
        while (client.Connect("localhost") != DtlsStatus.Done || served?.IsOpen != true)
        {
            served = listener.Poll().SingleOrDefault() ?? served;
            served?.Accept();
        }

        byte[] record = new byte[client.LargestWrite];
        byte[] buffer = new byte[2000];
        for (int sent = 0; sent < 3 << 19; sent += record.Length)
        {
            client.Write(record);
            Assert.True(listener.Socket.Poll(LessonPki.Bound, SelectMode.SelectRead));
            Assert.Same(served, Assert.Single(listener.Poll()));
            Assert.Equal(DtlsStatus.Done, served!.Read(buffer, out int count));
            Assert.Equal(record.Length, count);
        }
    }

    private static DtlsListener Listening() => new(LessonPki.Server(), new IPEndPoint(IPAddress.Loopback, 0));

    /// <summary>As fast as the listener reads its socket, so that no record is lost before it.</summary>
    private static void Send(
        DtlsSession client,
        DtlsListener listener,
        long before,
        int records,
        Func<int, string> text
    )
    {
        for (int i = 0; i < records; i++)
        {
            client.WriteText(text(i));
            if (i % 20 == 19)
                listener.Until(statistics => statistics.DatagramsReceived >= before + i + 1);
        }

        listener.Until(statistics => statistics.DatagramsReceived >= before + records);
    }
}
