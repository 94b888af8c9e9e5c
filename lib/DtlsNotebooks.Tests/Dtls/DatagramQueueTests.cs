using DtlsNotebooks.Dtls.Engine;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>What waits for a session is bounded in number and in bytes, and what was taken counts no more.</summary>
public sealed class DatagramQueueTests
{
    private const int Long = 60_000;
    private readonly QueueMemory _memory = new(4L * DatagramQueue.LargestTotal);

    [Fact]
    public void Far_more_than_fits_at_once_passes_through()
    {
        using var queue = new DatagramQueue(16, _memory);
        byte[] buffer = new byte[Long];
        for (int sent = 0; sent < 5 * DatagramQueue.LargestTotal; sent += Long)
        {
            Assert.True(queue.TryPut(buffer));
            Assert.Equal(Long, queue.Take(buffer, TimeSpan.Zero));
        }

        Assert.Equal(0, _memory.Taken);
    }

    [Fact]
    public void What_is_taken_is_the_taker_s_and_counts_no_more()
    {
        using var queue = new DatagramQueue(16, _memory);
        Assert.True(queue.TryPut([1, 2, 3]));

        Assert.Equal(3, queue.Take(out byte[] datagram, TimeSpan.Zero));

        Assert.Equal([1, 2, 3], datagram[..3]);
        Assert.Equal(0, _memory.Taken);
        BufferPool.Return(datagram);
        Assert.Equal(-1, queue.Take(out datagram, TimeSpan.Zero));
        Assert.Empty(datagram);
    }

    [Fact]
    public async Task Who_waits_is_woken_by_each_datagram_and_at_the_end()
    {
        var queue = new DatagramQueue(16, _memory);
        CancellationToken stop = TestContext.Current.CancellationToken;
        using var taken = new SemaphoreSlim(0);
        Task<int> taker = Task.Run(
            () =>
            {
                byte[] buffer = new byte[16];
                int count = 0;
                while (queue.Take(buffer, TimeSpan.FromSeconds(30)) > 0)
                {
                    count++;
                    taken.Release();
                }

                return count;
            },
            stop
        );

        for (int sent = 0; sent < 1000; sent++)
        {
            Assert.True(queue.TryPut([23]));
            Assert.True(await taken.WaitAsync(TimeSpan.FromSeconds(20), stop));
        }

        queue.Dispose();

        Assert.Equal(1000, await taker.WaitAsync(TimeSpan.FromSeconds(20), stop));
        Assert.Equal(0, _memory.Taken);
    }

    [Fact]
    public void It_is_full_by_number_and_by_bytes()
    {
        using var many = new DatagramQueue(3, _memory);
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => many.TryPut([23])));
        using var large = new DatagramQueue(1000, _memory);
        int most = DatagramQueue.LargestTotal / Long;
        Assert.Equal(most, Enumerable.Range(0, 2 * most).Count(_ => large.TryPut(new byte[Long])));
    }

    [Fact]
    public void An_alert_finds_room_where_data_does_not()
    {
        using var queue = new DatagramQueue(1, _memory);
        Assert.True(queue.TryPut([23]));
        Assert.False(queue.TryPut([23]));

        Assert.Equal(
            DatagramQueue.ReservedForAlerts,
            Enumerable.Range(0, 100).Count(_ => queue.TryPut([21, 0xFE, 0xFD]))
        );
    }

    [Fact]
    public void All_queues_share_one_bound_and_a_closed_one_gives_its_share_back()
    {
        var memory = new QueueMemory(2 * Long);
        var first = new DatagramQueue(10, memory);
        using var second = new DatagramQueue(10, memory);
        Assert.True(first.TryPut(new byte[Long]) && first.TryPut(new byte[Long]));
        Assert.False(second.TryPut(new byte[1]));

        first.Dispose();

        Assert.Equal(0, memory.Taken);
        Assert.True(second.TryPut(new byte[Long]));
    }
}
