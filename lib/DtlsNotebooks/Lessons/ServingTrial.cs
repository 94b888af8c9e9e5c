using System.Net;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Lessons;

/// <summary>What came of a student's way of serving, tried with eight clients that come at once.</summary>
/// <param name="Served">How many were answered.</param>
/// <param name="Most">How many were in their handler at the same moment, at most.</param>
public sealed record ServingTrial(int Served, int Most)
{
    private const int Clients = 8;
    private static readonly TimeSpan HandshakeBound = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan WaitForOthers = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan WaitForOneMore = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan WaitForThreads = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Lets the clients come. Each handler waits until so many are inside as may be and all clients have come, and then
    /// a moment longer, to see whether another one comes in. A method that has come back is waited for two seconds more,
    /// since it may have started threads; where still nobody is inside, nobody will be.
    /// </summary>
    /// <param name="serveAll">
    /// The student's method: it takes the clients of the listener and has each served by the handler that it is given.
    /// </param>
    /// <param name="atOnce">How many may be served at the same moment.</param>
    /// <param name="server">The server's context.</param>
    /// <param name="client">The clients' context.</param>
    public static ServingTrial Run(
        Action<DtlsListener, Action<DtlsSession>> serveAll,
        int atOnce,
        DtlsContext server,
        DtlsContext client
    )
    {
        ArgumentNullException.ThrowIfNull(serveAll);
        ArgumentNullException.ThrowIfNull(client);
        var inside = new Headcount();
        DtlsContext hasty = client with { HandshakeTimeout = HandshakeBound };
        using var listener = new DtlsListener(server, new IPEndPoint(IPAddress.Loopback, 0));
        IPEndPoint address = listener.LocalEndPoint;
        // A task and not a bare thread: what the student's method throws must not end the notebook's process.
        Task serving = Task.Factory.StartNew(
            () => serveAll(listener, session => Serve(session, inside, atOnce, listener)),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        Task left = serving.ContinueWith(_ => Task.Delay(WaitForThreads), TaskScheduler.Default).Unwrap();
        Task<Crowd> visits = Task.Run(() => Crowd.Arrive(Clients, () => Visit(hasty, address)));
        while (!visits.Wait(LookEvery))
        {
            if (left.IsCompleted && inside.Most == 0)
                return new ServingTrial(0, 0);
        }

        return new ServingTrial(visits.Result.Served, inside.Most);
    }

    private static void Serve(DtlsSession session, Headcount inside, int atOnce, DtlsListener listener)
    {
        using (session)
        {
            inside.EnterAndWaitFor(atOnce, WaitForOthers);
            // Who has not come yet cannot be one too many: on a slow machine that took longer than the moment.
            SpinWait.SpinUntil(() => listener.Statistics.Clients >= Clients, WaitForOthers);
            Thread.Sleep(WaitForOneMore);
            inside.Leave();
            try
            {
                session.Accept();
                session.WriteText(session.ReadText());
            }
            catch (DtlsException)
            {
                // The client has given up: it counts as not served.
            }
        }
    }

    private static bool Visit(DtlsContext context, IPEndPoint address)
    {
        using var session = DtlsSession.ConnectTo(context, address);
        session.WriteText("Me?");
        return session.ReadText() == "Me?";
    }
}
