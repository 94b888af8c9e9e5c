using System.Diagnostics;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>What the process holds once everything that nobody refers to is gone.</summary>
internal sealed record ProcessFigures(long HeapBytes, int Threads, int Handles)
{
    internal static ProcessFigures Now()
    {
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

    public static ProcessFigures operator -(ProcessFigures left, ProcessFigures right) =>
        new(left.HeapBytes - right.HeapBytes, left.Threads - right.Threads, left.Handles - right.Handles);
}
