using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// A server of this library for clients of others, on one thread, whose records a seed changes on their way. Every
/// client has a port of its own.
/// </summary>
internal sealed class TamperedServer : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private readonly Socket _socket = Loopback.Bound();
    private readonly DtlsContext _context;
    private readonly Dictionary<EndPoint, (DtlsSession Session, MemoryTransport End)> _clients = [];
    private readonly Thread _thread;
    private volatile bool _stopped;
    private Exception? _fault;
    private int _seed;

    internal TamperedServer(DtlsContext context)
    {
        _context = context;
        UdpSocketSetup.EnlargeBuffers(_socket);
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    internal int Port => _socket.Address().Port;

    /// <summary>Handshakes that were begun.</summary>
    internal int Begun => _seed;

    /// <summary>Handshakes that were completed, for this side.</summary>
    internal int Done { get; private set; }

    /// <summary>Handshakes that this side or its peer has ended.</summary>
    internal int Failed { get; private set; }

    /// <summary>Ends the thread; what went wrong there is thrown here.</summary>
    public void Dispose()
    {
        _stopped = true;
        Assert.True(_thread.Join(LessonPki.Bound));
        foreach ((DtlsSession session, _) in _clients.Values)
            session.Dispose();

        _socket.Dispose();
        Assert.Null(_fault);
    }

    private void Run()
    {
        try
        {
            byte[] buffer = new byte[65536];
            EndPoint from = new IPEndPoint(IPAddress.Any, 0);
            while (!_stopped)
            {
                if (_socket.Poll(Tick, SelectMode.SelectRead))
                {
                    int length = _socket.ReceiveFrom(buffer, ref from);
                    Take(from, buffer[..length]);
                }
                else
                {
                    LookAtTimers();
                }
            }
        }
#pragma warning disable CA1031 // Thrown where the server is disposed of.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _fault = e;
        }
    }

    private void Take(EndPoint from, byte[] datagram)
    {
        // The system gives a port again that was another client's.
        bool begins =
            datagram.Length > 18
            && datagram[0] == ContentType.handshake
            && datagram[4] == 0
            && datagram[13] == HandshakeType.client_hello;
        bool isKnown = _clients.TryGetValue(from, out (DtlsSession Session, MemoryTransport End) client);
        if (isKnown && begins && client.Session.Facts is not null)
            Remove(from);

        if (!_clients.TryGetValue(from, out client))
        {
            if (!begins)
                return;

            _clients.Add(from, client = Begin((IPEndPoint)from));
        }

        client.End.Inject(datagram);
        GoOn(from, client.Session, () => client.Session.Accept());
    }

    private (DtlsSession, MemoryTransport) Begin(IPEndPoint address)
    {
        (_, MemoryTransport end) = MemoryTransport.Pair();
        var tampering = new SeededTampering(new Random(_seed++), []);
        end.Drops = datagram =>
        {
            foreach (byte[] changed in tampering.Apply(datagram))
                _socket.SendTo(changed, address);

            return true;
        };
        return (new DtlsSession(_context, end) { Blocking = false }, end);
    }

    private void GoOn(EndPoint from, DtlsSession session, Func<DtlsStatus> handshake)
    {
        try
        {
            if (session.Facts is null)
            {
                DtlsStatus status = handshake();
                Done += status == DtlsStatus.Done ? 1 : 0;
                if (status is not DtlsStatus.TimedOut)
                    return;

                Failed++;
                Remove(from);
                return;
            }

            byte[] buffer = new byte[2000];
            while (session.Read(buffer, out int count) == DtlsStatus.Done)
                session.Write(buffer.AsSpan(0, count));
        }
        catch (DtlsException)
        {
            Failed += session.Facts is null ? 1 : 0;
            Remove(from);
        }
    }

    private void LookAtTimers()
    {
        foreach ((EndPoint from, (DtlsSession session, _)) in _clients.ToArray())
        {
            if (session.CurrentTimeout == TimeSpan.Zero)
                GoOn(from, session, session.GotTimeout);
        }
    }

    private void Remove(EndPoint from)
    {
        _clients[from].Session.Dispose();
        _clients.Remove(from);
    }
}
