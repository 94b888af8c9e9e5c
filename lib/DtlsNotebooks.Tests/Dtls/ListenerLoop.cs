using System.Net.Sockets;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// A server as chapter 5 writes it: one loop for all clients, which echoes until each has said goodbye.
/// </summary>
internal sealed class ListenerLoop(DtlsListener listener)
{
    private readonly HashSet<DtlsSession> _established = [];
    private readonly byte[] _buffer = new byte[2000];

    /// <summary>Clients that said goodbye.</summary>
    internal int Goodbyes { get; private set; }

    /// <summary>Sessions that resumed an earlier one.</summary>
    internal int Reused { get; private set; }

    /// <summary>How often a timer ran out.</summary>
    internal int TimersRunOut { get; private set; }

    internal void RunUntil(Func<bool> done)
    {
        for (long start = Environment.TickCount64; !done(); )
        {
            Assert.True(
                Environment.TickCount64 - start < 2 * LessonPki.Bound.TotalMilliseconds,
                $"the loop goes on: {listener.Statistics}"
            );
            Turn();
        }
    }

    internal void Turn()
    {
        // Bounded, so that the loop also looks whether it is done.
        TimeSpan wait =
            listener.CurrentTimeout is TimeSpan timer && timer < TimeSpan.FromMilliseconds(50)
                ? timer
                : TimeSpan.FromMilliseconds(50);
        List<Socket> readable = [listener.Socket];
        Socket.Select(readable, null, null, wait);
        foreach (DtlsSession session in listener.Poll())
        {
            Serve(session);
        }

        foreach (DtlsSession session in listener.TimedOutSessions())
        {
            TimersRunOut++;
            if (session.GotTimeout() == DtlsStatus.Done)
            {
                Serve(session);
            }
        }
    }

    private void Serve(DtlsSession session)
    {
        Assert.False(session.Blocking);
        if (_established.Contains(session) || session.Accept() == DtlsStatus.Done)
        {
            Reused += _established.Add(session) && session.SessionReused ? 1 : 0;
            Echo(session);
        }
    }

    private void Echo(DtlsSession session)
    {
        DtlsStatus status;
        int count;
        while ((status = session.Read(_buffer, out count)) == DtlsStatus.Done)
        {
            session.Write(_buffer.AsSpan(0, count));
        }

        if (status == DtlsStatus.Closed)
        {
            Goodbyes++;
            _established.Remove(session);
            session.Dispose();
        }
    }
}
