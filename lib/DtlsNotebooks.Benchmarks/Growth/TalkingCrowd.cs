using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Benchmarks.Own;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Benchmarks.Growth;

/// <summary>Sessions with one server that stay, of which as many talk as one likes, on one thread.</summary>
/// <param name="context">Whom they trust.</param>
/// <param name="server">The server's address.</param>
internal sealed class TalkingCrowd(DtlsContext context, IPEndPoint server) : IDisposable
{
    // More would overflow the server's receive buffer where a system allows only a small one.
    private const int AtOnce = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly List<DtlsSession> _sessions = [];
    private readonly byte[] _question = new byte[LoadTally.EchoBytes];
    private readonly byte[] _answer = new byte[LoadTally.EchoBytes];

    /// <summary>How many sessions there are.</summary>
    public int Count => _sessions.Count;

    /// <summary>Questions that were not answered within five seconds.</summary>
    public int Unanswered { get; private set; }

    /// <summary>Opens sessions, one after another, until there are so many.</summary>
    /// <exception cref="InvalidOperationException">The server takes no more.</exception>
    public void GrowTo(int count)
    {
        while (_sessions.Count < count)
        {
            try
            {
                var session = DtlsSession.ConnectTo(context, server);
                session.Blocking = false;
                SocketOf(session).Blocking = false;
                _sessions.Add(session);
            }
            catch (DtlsException e)
            {
                throw new InvalidOperationException($"Session {_sessions.Count + 1} was not opened: {e.Message}", e);
            }
        }
    }

    /// <summary>
    /// Has the first sessions ask in turn, at most 64 at the same moment: whoever has its answer goes to the end of the
    /// queue.
    /// </summary>
    /// <param name="talkers">How many of them talk.</param>
    /// <param name="duration">From when on nothing new is asked.</param>
    /// <returns>How many answers came.</returns>
    public int Talk(int talkers, TimeSpan duration)
    {
        var silent = new Queue<DtlsSession>(_sessions.Take(talkers));
        var asking = new Dictionary<Socket, DtlsSession>();
        long start = Stopwatch.GetTimestamp();
        int answered = 0;
        for (int i = 0; i < Math.Min(AtOnce, talkers); i++)
            Ask(silent, asking);

        while (asking.Count > 0)
        {
            var ready = new List<Socket>(asking.Keys);
            Socket.Select(ready, null, null, Patience);
            if (ready.Count == 0)
            {
                Unanswered += asking.Count;
                break;
            }

            foreach (Socket socket in ready)
            {
                if (asking[socket].Read(_answer, out _) != DtlsStatus.Done)
                    continue;

                answered++;
                asking.Remove(socket, out DtlsSession? served);
                silent.Enqueue(served!);
                if (Stopwatch.GetElapsedTime(start) < duration)
                    Ask(silent, asking);
            }
        }

        return answered;
    }

    /// <summary>Ends all sessions.</summary>
    public void Dispose() => _sessions.ForEach(session => session.Dispose());

    private static Socket SocketOf(DtlsSession session) => ((UdpTransport)session.Transport).Socket;

    private void Ask(Queue<DtlsSession> silent, Dictionary<Socket, DtlsSession> asking)
    {
        DtlsSession next = silent.Dequeue();
        next.Write(_question);
        asking.Add(SocketOf(next), next);
    }
}
