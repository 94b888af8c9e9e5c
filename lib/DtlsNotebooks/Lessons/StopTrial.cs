namespace DtlsNotebooks.Lessons;

/// <summary>What a student's method for ending a server did with three threads that still had something to do.</summary>
/// <param name="Returned">What it returned: whether all have ended.</param>
/// <param name="Freed">It has freed what the threads share.</param>
/// <param name="UsedAfterwards">A thread has used that after it was freed.</param>
public sealed record StopTrial(bool Returned, bool Freed, bool UsedAfterwards)
{
    private const int Workers = 3;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(3);

    /// <summary>Starts the threads, has the method end them, and looks what became of it.</summary>
    /// <param name="stopAll">
    /// The student's method: it is given the flag that tells the threads, the threads, and what frees.
    /// </param>
    /// <param name="lastSentence">How long each thread goes on after it is told, in milliseconds.</param>
    public static StopTrial Run(Func<CancellationTokenSource, List<Thread>, Action, bool> stopAll, int lastSentence)
    {
        ArgumentNullException.ThrowIfNull(stopAll);
        using var stop = new CancellationTokenSource();
        using var freed = new ManualResetEventSlim();
        using var used = new ManualResetEventSlim();
        List<Thread> threads = [.. Enumerable.Range(0, Workers).Select(_ => new Thread(Work) { IsBackground = true })];
        threads.ForEach(thread => thread.Start());
        try
        {
            bool returned = stopAll(stop, [.. threads], freed.Set);
            return new StopTrial(returned, freed.IsSet, JoinAll() && used.IsSet);
        }
        finally
        {
            JoinAll();
        }

        bool JoinAll() =>
            threads.TrueForAll(thread => thread.Join(Bound + TimeSpan.FromMilliseconds(2 * lastSentence)));

        void Work()
        {
            stop.Token.WaitHandle.WaitOne(Bound);
            Thread.Sleep(lastSentence);
            if (freed.IsSet)
                used.Set();
        }
    }
}
