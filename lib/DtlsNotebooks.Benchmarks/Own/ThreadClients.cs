using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Benchmarks.Load;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Benchmarks.Own;

/// <summary>Many clients of the library at once, each with a thread and a blocking session.</summary>
/// <param name="context">Whom they trust.</param>
/// <param name="order">What they do.</param>
internal sealed class ThreadClients(DtlsContext context, LoadOrder order)
{
    private const int EchoBytes = 64;
    private const int StackBytes = 256 * 1024;
    private static readonly TimeSpan EchoPatience = TimeSpan.FromSeconds(2);

    private readonly IPEndPoint _server = new(IPAddress.Loopback, order.Port);
    private long _began;
    private long _last;
    private long _count;
    private long _failed;
    private long _reused;

    /// <summary>Carries the order out.</summary>
    public LoadAnswer Perform()
    {
        using var ready = new CountdownEvent(order.Clients);
        using var start = new ManualResetEventSlim();
        Thread[] threads =
        [
            .. Enumerable
                .Range(0, order.Clients)
                .Select(_ => new Thread(() => Work(ready, start), StackBytes) { IsBackground = true }),
        ];
        Array.ForEach(threads, thread => thread.Start());
        ready.Wait(TimeSpan.FromSeconds(30));
        _began = _last = Stopwatch.GetTimestamp();
        start.Set();
        Array.ForEach(threads, thread => thread.Join());
        return new LoadAnswer(_count, _failed, -1, _reused, Stopwatch.GetElapsedTime(_began, _last));
    }

    private bool IsOver => Stopwatch.GetElapsedTime(_began) >= order.Duration;

    private void Work(CountdownEvent ready, ManualResetEventSlim start)
    {
        using DtlsSession? session = order.Kind == LoadKind.Handshakes ? null : TryConnect(null);
        using SavedSession? saved = order.Kind == LoadKind.Resumed ? session?.Save() : null;
        if (order.Kind == LoadKind.Resumed)
        {
            session?.Dispose();
        }

        ready.Signal();
        start.Wait();
        if (order.Kind != LoadKind.Echoes)
        {
            ShakeHandsUntilOver(saved);
        }
        else if (session is not null)
        {
            EchoUntilOver(session);
        }
    }

    /// <returns>Null where the handshake failed, which is counted.</returns>
    private DtlsSession? TryConnect(SavedSession? saved)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(_server);
        var session = new DtlsSession(context, new UdpTransport(socket, ownsSocket: true));
        try
        {
            if (saved is not null)
            {
                session.Resume(saved);
            }

            session.Connect("localhost");
            return session;
        }
        catch (DtlsException)
        {
            Interlocked.Increment(ref _failed);
            session.Dispose();
            return null;
        }
    }

    private void ShakeHandsUntilOver(SavedSession? saved)
    {
        while (!IsOver)
        {
            using DtlsSession? session = TryConnect(saved);
            if (session is not null)
            {
                Done(session);
            }
        }
    }

    private void EchoUntilOver(DtlsSession session)
    {
        byte[] sent = new byte[EchoBytes];
        byte[] received = new byte[EchoBytes];
        while (!IsOver)
        {
            session.Write(sent);
            if (session.Read(received, out int count, EchoPatience) != DtlsStatus.Done || count != EchoBytes)
            {
                Interlocked.Increment(ref _failed);
                return;
            }

            Done(session);
        }
    }

    private void Done(DtlsSession session)
    {
        Interlocked.Increment(ref _count);
        Interlocked.Add(ref _reused, session.SessionReused ? 1 : 0);
        long now = Stopwatch.GetTimestamp();
        for (long last = Interlocked.Read(ref _last); now > last; )
        {
            last = Interlocked.CompareExchange(ref _last, now, last) is long seen && seen == last ? now : seen;
        }
    }
}
