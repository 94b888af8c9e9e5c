namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// The threads that fibers run on. A job gets a thread at once, an idle one or a new one: jobs park for as long as
/// a network may take, so a bounded pool could run out of threads that are able to end. Idle threads retire.
/// </summary>
internal static class FiberThreads
{
    /// <summary>Address space only: the operating system gives memory to the pages that are touched. The compiler and the platform's chain check need more than the handshake itself.</summary>
    private const int StackSize = 1024 * 1024;

    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);
    private static readonly object Turn = new();
    private static readonly Queue<Action> Jobs = new();
    private static int _idle;
    private static int _threads;

    /// <summary>How many threads there are.</summary>
    internal static int Count
    {
        get
        {
            lock (Turn)
            {
                return _threads;
            }
        }
    }

    /// <summary>How many of them have nothing to do.</summary>
    internal static int IdleCount
    {
        get
        {
            lock (Turn)
            {
                return _idle - Jobs.Count;
            }
        }
    }

    /// <summary>Runs a job on a thread that does nothing else meanwhile.</summary>
    /// <param name="job">It must not throw.</param>
    /// <exception cref="OutOfMemoryException">The operating system gives no more threads.</exception>
    internal static void Run(Action job)
    {
        lock (Turn)
        {
            if (_idle > Jobs.Count)
            {
                Jobs.Enqueue(job);
                Monitor.Pulse(Turn);
                return;
            }

            _threads++;
        }

        Start(job);
    }

    private static void Start(Action job)
    {
        try
        {
            // Unsafe: the thread outlives this call and must not keep the caller's context.
            new Thread(() => Work(job), StackSize) { IsBackground = true, Name = "DTLS handshake" }.UnsafeStart();
        }
        catch (OutOfMemoryException)
        {
            lock (Turn)
            {
                _threads--;
            }

            throw;
        }
    }

    private static void Work(Action first)
    {
        for (Action? job = first; job is not null; job = NextJob())
        {
            job();
        }
    }

    /// <summary>Waits for the next job; null where none came in time.</summary>
    private static Action? NextJob()
    {
        lock (Turn)
        {
            _idle++;
            bool inTime = true;
            while (Jobs.Count == 0 && inTime)
            {
                inTime = Monitor.Wait(Turn, IdleTime);
            }

            _idle--;
            if (Jobs.TryDequeue(out Action? job))
            {
                return job;
            }

            _threads--;
            return null;
        }
    }
}
