using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Lessons;

/// <summary>
/// Tries a server's loop that was written in a cell: it gets a listener and a bell on a thread of its own, a crowd of
/// ordinary clients comes at the same moment, and at the end the bell rings.
/// </summary>
/// <param name="serverContext">The server's certificate and settings.</param>
/// <param name="clientContext">Whom the clients trust.</param>
/// <example><code>
/// var trial = new LoopTrial(serverContext, clientContext);
/// Crowd six = trial.Run(ServeAll, clients: 6);
/// </code></example>
public sealed class LoopTrial(DtlsContext serverContext, DtlsContext clientContext)
{
    private const string Question = "Hello?";

    /// <summary>A flight with a certificate is longer than all others, which have less.</summary>
    private const int LongerThanAllOthers = 500;

    private static readonly TimeSpan ClientPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LoopPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ClientResend = TimeSpan.FromSeconds(5);

    /// <summary>How long the network holds each of the server's datagrams back; nothing by default.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>For how many clients the network loses the server's certificate, once each; 0 by default.</summary>
    public int LostCertificates { get; init; }

    /// <summary>When the server repeats a flight; two seconds by default.</summary>
    public TimeSpan FirstResend { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Runs the loop until all clients have ended: each makes its handshake, asks, and leaves with its answer.
    /// </summary>
    /// <param name="loop">The loop: it is given the listener, and a socket that is readable when it shall end.</param>
    /// <param name="clients">How many clients come.</param>
    /// <exception cref="InvalidOperationException">The loop has not ended 20 seconds after the bell rang.</exception>
    /// <exception cref="AggregateException">The loop threw; what, is inside.</exception>
    public Crowd Run(Action<DtlsListener, Socket> loop, int clients)
    {
        ArgumentNullException.ThrowIfNull(loop);
        using var listener = new DtlsListener(
            serverContext with
            {
                FirstResend = FirstResend,
            },
            new IPEndPoint(IPAddress.Loopback, 0)
        );
        using var network = new UdpProxy(listener.LocalEndPoint)
        {
            ToClient = new Impairment { Delay = Delay, DropWhen = new UnluckyClients(LostCertificates).Loses },
        };
        using Socket bell = NewBell();
        Task serving = Task.Factory.StartNew(
            () => loop(listener, bell),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        var crowd = Crowd.Arrive(clients, () => Visit(network.EndPoint), ClientPatience);
        bell.Send(new byte[1]);
        return serving.Wait(LoopPatience)
            ? crowd
            : throw new InvalidOperationException("The loop has not heard the bell: does its select watch that too?");
    }

    private bool Visit(IPEndPoint server)
    {
        DtlsContext context = clientContext with { FirstResend = ClientResend };
        using var client = DtlsSession.ConnectTo(context, server);
        client.WriteText(Question);
        return client.ReadText() == Question;
    }

    private static Socket NewBell()
    {
        var bell = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        bell.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        bell.Connect(bell.LocalEndPoint!);
        return bell;
    }

    private sealed class UnluckyClients(int count)
    {
        private readonly HashSet<IPEndPoint> _unlucky = [];

        internal bool Loses(CapturedDatagram datagram) =>
            datagram.Payload.Length > LongerThanAllOthers && _unlucky.Count < count && _unlucky.Add(datagram.Client);
    }
}
