using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Lessons;

/// <summary>
/// Tries a student's heart of a server's loop: first comes a guest who means trouble, then two ordinary clients, at the
/// same moment.
/// </summary>
/// <param name="attendAll">
/// The student's method: it is called with the listener whenever a datagram has come, and after a while without one.
/// </param>
/// <param name="server">The server's certificate and settings.</param>
/// <param name="client">Whom the clients trust.</param>
public sealed class AttendTrial(Action<DtlsListener> attendAll, DtlsContext server, DtlsContext client)
{
    private const int Clients = 2;
    private const string Question = "Hello?";
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan FirstResend = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan GuestBound = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ClientBound = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan CrowdBound = TimeSpan.FromSeconds(4);

    /// <summary>No guest comes before the two clients.</summary>
    /// <returns>Whether both have their answer.</returns>
    public bool ServesTwo() => ServesAfter(_ => { });

    /// <summary>The guest shows its cookie (RFC 6347, section 4.2.1), and says nothing more.</summary>
    /// <returns>Whether both clients have their answer.</returns>
    public bool ServesAfterASilentOne() =>
        ServesAfter(door =>
        {
            using var silent = new SilentClient(door);
        });

    /// <summary>The guest refuses the server's certificate, for it expects another name in it.</summary>
    /// <returns>Whether both clients have their answer.</returns>
    public bool ServesAfterARefusal() =>
        ServesAfter(door =>
        {
            DtlsContext hasty = client with { FirstResend = FirstResend, HandshakeTimeout = GuestBound };
            try
            {
                DtlsSession.ConnectTo(hasty, door, "other.example").Dispose();
            }
            catch (DtlsException)
            {
                // That is what it came for.
            }
        });

    private bool ServesAfter(Action<IPEndPoint> guest)
    {
        using var listener = new DtlsListener(server, new IPEndPoint(IPAddress.Loopback, 0));
        IPEndPoint door = listener.LocalEndPoint;
        // A task and not a bare thread: what the student's method throws must not end the notebook's process.
        _ = Task.Factory.StartNew(
            () => Serve(listener),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        guest(door);
        return Crowd.Arrive(Clients, () => Visit(door), CrowdBound).Served == Clients;
    }

    private void Serve(DtlsListener listener)
    {
        while (listener.IsListening)
        {
            listener.Socket.Poll(Rest, SelectMode.SelectRead);
            attendAll(listener);
        }
    }

    private bool Visit(IPEndPoint door)
    {
        using var visitor = DtlsSession.ConnectTo(client with { HandshakeTimeout = ClientBound }, door);
        visitor.WriteText(Question);
        return visitor.ReadText() == Question;
    }
}
