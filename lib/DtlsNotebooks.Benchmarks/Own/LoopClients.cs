using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Benchmarks.Load;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Benchmarks.Own;

/// <summary>Many clients of the library on one thread: nonblocking sessions around one select (chapter 5).</summary>
/// <param name="context">Whom they trust.</param>
/// <param name="order">What they do.</param>
internal sealed class LoopClients(DtlsContext context, LoadOrder order)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly IPEndPoint _server = new(IPAddress.Loopback, order.Port);
    private readonly Dictionary<Socket, LoopClient> _open = [];
    private readonly byte[] _sent = new byte[LoadTally.EchoBytes];
    private readonly byte[] _received = new byte[LoadTally.EchoBytes];
    private readonly LoadTally _tally = new(order);

    /// <summary>Carries the order out.</summary>
    public LoadAnswer Perform()
    {
        LoopClient[] clients = [.. Enumerable.Range(0, order.Clients).Select(_ => Prepared()).OfType<LoopClient>()];
        _tally.Begin();
        Array.ForEach(clients, Begin);
        long ticked = Stopwatch.GetTimestamp();
        while (_open.Count > 0 && _tally.Elapsed < order.Duration + Grace)
        {
            var ready = new List<Socket>(_open.Keys);
            Socket.Select(ready, null, null, Tick);
            foreach (Socket socket in ready)
                GoOn(_open[socket], client => client.Session.Connect("localhost"));

            if (Stopwatch.GetElapsedTime(ticked) >= Tick)
            {
                ticked = Stopwatch.GetTimestamp();
                LookAtTimers();
            }
        }

        _tally.Failed(_open.Count);
        Array.ForEach(clients, client => client.Dispose());
        return _tally.ToAnswer();
    }

    /// <returns>Null where it could not be made ready, which is counted.</returns>
    private LoopClient? Prepared()
    {
        var client = new LoopClient();
        if (order.Kind == LoadKind.Handshakes)
            return client;

        try
        {
            var session = DtlsSession.ConnectTo(context, _server);
            Socket socket = ((UdpTransport)session.Transport).Socket;
            socket.Blocking = false;
            client.Use(socket, session);
        }
        catch (DtlsException)
        {
            _tally.Failed();
            return null;
        }

        client.Session.Blocking = false;
        if (order.Kind == LoadKind.Resumed)
        {
            client.Saved = client.Session.Save();
            client.Session.Dispose();
        }

        return client;
    }

    private void Begin(LoopClient client)
    {
        if (order.Kind == LoadKind.Echoes)
        {
            _open.Add(client.Socket, client);
            client.Session.Write(_sent);
            return;
        }

        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        socket.Connect(_server);
        client.Use(socket, new DtlsSession(context, new UdpTransport(socket, ownsSocket: true)) { Blocking = false });
        if (client.Saved is SavedSession saved)
            client.Session.Resume(saved);

        _open.Add(socket, client);
        GoOn(client, begun => begun.Session.Connect("localhost"));
    }

    private void GoOn(LoopClient client, Func<LoopClient, DtlsStatus> handshake)
    {
        try
        {
            if (order.Kind == LoadKind.Echoes)
                Echo(client);
            else if (handshake(client) == DtlsStatus.Done)
                ShakeHandsAgain(client);
        }
        catch (DtlsException)
        {
            _tally.Failed();
            End(client);
        }
    }

    private void Echo(LoopClient client)
    {
        // One answer to one question: to ask for another one at once would be two system calls for nothing.
        if (client.Session.Read(_received, out int count) != DtlsStatus.Done || count != LoadTally.EchoBytes)
            return;

        _tally.Done(client.Session.SessionReused);
        if (_tally.IsOver)
            End(client);
        else
            client.Session.Write(_sent);
    }

    private void ShakeHandsAgain(LoopClient client)
    {
        _tally.Done(client.Session.SessionReused);
        End(client);
        if (!_tally.IsOver)
            Begin(client);
    }

    private void LookAtTimers()
    {
        foreach (LoopClient client in _open.Values.Where(c => c.Session.CurrentTimeout == TimeSpan.Zero).ToArray())
            GoOn(client, due => due.Session.GotTimeout());
    }

    private void End(LoopClient client)
    {
        _open.Remove(client.Socket);
        client.Session.Dispose();
    }
}
