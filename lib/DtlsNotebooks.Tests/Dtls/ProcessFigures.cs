using System.Diagnostics;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>What the process holds once everything that nobody refers to is gone.</summary>
internal sealed record ProcessFigures(long HeapBytes, int Threads, int Handles)
{
    private static readonly TimeSpan PoolLimit = TimeSpan.FromSeconds(10);

    internal static ProcessFigures Now()
    {
        FillPool();
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        using var process = Process.GetCurrentProcess();
        return new ProcessFigures(
            GC.GetTotalMemory(forceFullCollection: true),
            process.Threads.Count,
            process.HandleCount
        );
    }

    // The runtime's pool starts the threads that it may have when many things happen at once, and nobody of ours holds
    // them: before they are counted, all are there.
    private static void FillPool()
    {
        ThreadPool.GetMinThreads(out int threads, out _);
        using var all = new CountdownEvent(threads);
        Task[] items =
        [
            .. Enumerable
                .Range(0, threads)
                .Select(_ =>
                    Task.Run(() =>
                    {
                        all.Signal();
                        all.Wait(PoolLimit);
                    })
                ),
        ];
        Task.WaitAll(items);
    }

    public static ProcessFigures operator -(ProcessFigures left, ProcessFigures right) =>
        new(left.HeapBytes - right.HeapBytes, left.Threads - right.Threads, left.Handles - right.Handles);
}
