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
    private static readonly TimeSpan EchoPatience = TimeSpan.FromSeconds(2);

    private readonly IPEndPoint _server = new(IPAddress.Loopback, order.Port);
    private readonly LoadTally _tally = new(order);

    /// <summary>Carries the order out.</summary>
    public LoadAnswer Perform() => ClientThreads.Perform(order.Clients, _tally, Work);

    private void Work(Action waitForStart)
    {
        using DtlsSession? session = order.Kind == LoadKind.Handshakes ? null : TryConnect(null);
        using SavedSession? saved = order.Kind == LoadKind.Resumed ? session?.Save() : null;
        if (order.Kind == LoadKind.Resumed)
        {
            session?.Dispose();
        }

        waitForStart();
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
            _tally.Failed();
            session.Dispose();
            return null;
        }
    }

    private void ShakeHandsUntilOver(SavedSession? saved)
    {
        while (!_tally.IsOver)
        {
            using DtlsSession? session = TryConnect(saved);
            if (session is not null)
            {
                _tally.Done(session.SessionReused);
            }
        }
    }

    private void EchoUntilOver(DtlsSession session)
    {
        byte[] sent = new byte[LoadTally.EchoBytes];
        byte[] received = new byte[LoadTally.EchoBytes];
        while (!_tally.IsOver)
        {
            session.Write(sent);
            if (session.Read(received, out int count, EchoPatience) != DtlsStatus.Done || count != LoadTally.EchoBytes)
            {
                _tally.Failed();
                return;
            }

            _tally.Done(session.SessionReused);
        }
    }
}
