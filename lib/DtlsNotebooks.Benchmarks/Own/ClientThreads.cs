using DtlsNotebooks.Benchmarks.Load;

namespace DtlsNotebooks.Benchmarks.Own;

/// <summary>Clients that have a thread each: all make themselves ready, and then all begin at once.</summary>
internal static class ClientThreads
{
    private const int StackBytes = 256 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Runs them to their end.</summary>
    /// <param name="clients">How many.</param>
    /// <param name="tally">Told when they begin.</param>
    /// <param name="work">What each does; it calls what it is given when it is ready, and goes on after that.</param>
    /// <returns>What they did.</returns>
    public static LoadAnswer Perform(int clients, LoadTally tally, Action<Action> work)
    {
        using var ready = new CountdownEvent(clients);
        using var start = new ManualResetEventSlim();
        Thread[] threads =
        [
            .. Enumerable
                .Range(0, clients)
                .Select(_ => new Thread(() => work(WaitForStart), StackBytes) { IsBackground = true }),
        ];
        Array.ForEach(threads, thread => thread.Start());
        ready.Wait(Patience);
        tally.Begin();
        start.Set();
        Array.ForEach(threads, thread => thread.Join());
        return tally.ToAnswer();

        void WaitForStart()
        {
            ready.Signal();
            start.Wait();
        }
    }
}
