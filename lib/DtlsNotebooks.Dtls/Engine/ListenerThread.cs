namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// The thread that reads a listener's socket while others wait for their clients. No fault of its work ends the
/// process.
/// </summary>
internal sealed class ListenerThread
{
    private const int FailureLimit = 100;
    private const int LargestBatch = 64;
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);

    private readonly Demultiplexer _demultiplexer;
    private readonly ListenerCounters _counters;
    private readonly Action _failed;
    private readonly Thread _thread;
    private volatile bool _stopping;

    /// <param name="port">The socket's, for the thread's name.</param>
    /// <param name="demultiplexer">Waits for what comes, and sorts it.</param>
    /// <param name="counters">Counts faults.</param>
    /// <param name="failed">Called where the thread has to give up, as when somebody closes the socket.</param>
    internal ListenerThread(int port, Demultiplexer demultiplexer, ListenerCounters counters, Action failed)
    {
        (_demultiplexer, _counters, _failed) = (demultiplexer, counters, failed);
        _thread = new Thread(Run) { IsBackground = true, Name = $"DtlsListener {port}" };
        _thread.Start();
    }

    /// <summary>Lets it end, and waits for that.</summary>
    internal void Stop(TimeSpan bound)
    {
        _stopping = true;
        if (Thread.CurrentThread != _thread)
        {
            _thread.Join(bound);
        }
    }

    private void Run()
    {
        int failures = 0;
        while (!_stopping && failures < FailureLimit)
        {
            try
            {
                Turn();
                failures = 0;
            }
            catch (ObjectDisposedException)
            {
                break;
            }
#pragma warning disable CA1031 // Whatever goes wrong here must not end the notebook's process.
            catch (Exception)
#pragma warning restore CA1031
            {
                failures++;
                _counters.Fault();
            }
        }

        if (!_stopping)
        {
            GiveUp();
        }
    }

    private void GiveUp()
    {
        try
        {
            _failed();
        }
#pragma warning disable CA1031 // As above.
        catch (Exception)
#pragma warning restore CA1031
        {
            _counters.Fault();
        }
    }

    private void Turn()
    {
        _demultiplexer.SortReady(Slice, LargestBatch);
        _demultiplexer.ExpireWhenDue();
    }
}
