using System.Collections.Concurrent;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// A server as the lessons write it: a thread for each client, which echoes until the client says goodbye.
/// </summary>
internal sealed class ListenerServer : IDisposable
{
    private readonly Thread _acceptor;
    private readonly ConcurrentQueue<Thread> _threads = new();
    private readonly ConcurrentQueue<TransportStatistics> _carried = new();
    private readonly ConcurrentQueue<Exception> _faults = new();

    internal ListenerServer(DtlsListener listener)
    {
        Listener = listener;
        _acceptor = new Thread(AcceptAll) { IsBackground = true };
        _acceptor.Start();
    }

    internal DtlsListener Listener { get; }

    /// <summary>What the sessions carried that have ended.</summary>
    internal IReadOnlyCollection<TransportStatistics> Carried => _carried;

    /// <summary>What went wrong in a client's thread.</summary>
    internal IReadOnlyCollection<Exception> Faults => _faults;

    /// <summary>Waits until so many clients have said goodbye, and their threads have ended.</summary>
    internal void WaitForGoodbyes(int clients) =>
        Assert.True(
            SpinWait.SpinUntil(() => _carried.Count >= clients, LessonPki.Bound),
            $"{_carried.Count} of {clients} clients said goodbye"
        );

    /// <summary>
    /// Stops the listener, and waits until every thread has ended, which they do for that reason alone.
    /// </summary>
    public void Dispose()
    {
        Listener.Stop();
        Assert.True(_acceptor.Join(LessonPki.Bound), "the acceptor goes on");
        Assert.All(_threads, thread => Assert.True(thread.Join(LessonPki.Bound), "a client's thread goes on"));
    }

    private void AcceptAll()
    {
        while (Listener.IsListening)
        {
            if (Listener.WaitForClient(LessonPki.Bound) is DtlsSession session)
            {
                var thread = new Thread(() => Serve(session)) { IsBackground = true };
                _threads.Enqueue(thread);
                thread.Start();
            }
        }
    }

    private void Serve(DtlsSession session)
    {
        try
        {
            Echo(session);
        }
        catch (DtlsException) when (!Listener.IsListening)
        {
            // The listener was stopped in the midst of it.
        }
#pragma warning disable CA1031 // Kept for the test to look at.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _faults.Enqueue(e);
        }
        finally
        {
            session.Dispose();
            _carried.Enqueue(session.Statistics);
        }
    }

    private static void Echo(DtlsSession session)
    {
        Assert.Equal(DtlsStatus.Done, session.Accept());
        byte[] buffer = new byte[2000];
        while (session.Read(buffer, out int count) == DtlsStatus.Done)
        {
            session.Write(buffer.AsSpan(0, count));
        }
    }
}
