using System.Runtime.CompilerServices;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// The threads that fibers run on. A job gets a thread at once, an idle one or a new one: jobs park for as long as
/// a network may take, so a bounded pool could run out of threads that are able to end. Idle threads retire.
/// </summary>
/// <param name="idleTime">After this an idle thread retires.</param>
internal sealed class FiberThreads(TimeSpan idleTime)
{
    /// <summary>
    /// Address space only: the operating system gives memory to the pages that are touched. The compiler and the
    /// platform's chain check need more than the handshake itself.
    /// </summary>
    private const int StackSize = 1024 * 1024;

    // An object, since a Lock cannot be waited on.
    private readonly object _turn = new();
    private readonly Queue<Action> _jobs = new();
    private int _idle;
    private int _threads;

    /// <summary>The threads that all sessions share.</summary>
    internal static FiberThreads Shared { get; } = new(TimeSpan.FromSeconds(10));

    /// <summary>How many threads there are.</summary>
    internal int Count
    {
        get
        {
            lock (_turn)
            {
                return _threads;
            }
        }
    }

    /// <summary>How many of them have nothing to do.</summary>
    internal int IdleCount
    {
        get
        {
            lock (_turn)
            {
                return _idle - _jobs.Count;
            }
        }
    }

    /// <summary>Runs a job on a thread that does nothing else meanwhile.</summary>
    /// <param name="job">It must not throw.</param>
    /// <exception cref="OutOfMemoryException">The operating system gives no more threads.</exception>
    internal void Run(Action job)
    {
        lock (_turn)
        {
            if (_idle > _jobs.Count)
            {
                _jobs.Enqueue(job);
                Monitor.Pulse(_turn);
                return;
            }

            _threads++;
        }

        Start(job);
    }

    private void Start(Action job)
    {
        try
        {
            var first = new StrongBox<Action?>(job);
            // Unsafe: the thread outlives this call and must not keep the caller's context.
            new Thread(() => Work(first), StackSize) { IsBackground = true, Name = "DTLS handshake" }.UnsafeStart();
        }
        catch (OutOfMemoryException)
        {
            lock (_turn)
            {
                _threads--;
            }

            throw;
        }
    }

    private void Work(StrongBox<Action?> first)
    {
        while (RunNext(first)) { }
    }

    // Apart from the loop: an idle thread must not keep what its last job referred to.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool RunNext(StrongBox<Action?> first)
    {
        if ((first.Value ?? NextJob()) is not Action job)
        {
            return false;
        }

        first.Value = null;
        job();
        return true;
    }

    /// <summary>Waits for the next job; null where none came in time.</summary>
    private Action? NextJob()
    {
        lock (_turn)
        {
            _idle++;
            bool inTime = true;
            while (_jobs.Count == 0 && inTime)
            {
                inTime = Monitor.Wait(_turn, idleTime);
            }

            _idle--;
            if (_jobs.TryDequeue(out Action? job))
            {
                return job;
            }

            _threads--;
            return null;
        }
    }
}
