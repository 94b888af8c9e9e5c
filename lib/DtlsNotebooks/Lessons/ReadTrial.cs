using System.Diagnostics;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Lessons;

/// <summary>What came of a student's read that shall be back after half a second.</summary>
/// <param name="Status">What it returned; <see cref="DtlsStatus.WantRead"/> where it has not come back.</param>
/// <param name="Count">The number of bytes that it gave.</param>
/// <param name="Looks">How often the session looked for a datagram: thousands of times where the read spins.</param>
/// <param name="InTime">It came back within the bound of the trial, which is six times its own.</param>
public sealed record ReadTrial(DtlsStatus Status, int Count, int Looks, bool InTime)
{
    private const int Room = 1500;
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Bound = 6 * Limit;
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(50);

    /// <summary>A machine that is so busy that the questions pause is tried again, at most so often.</summary>
    private const int MostTries = 5;

    /// <summary>
    /// Opens a session and lets the method read once, while another thread sends questions of one byte, one every
    /// 50 ms, that the server answers. Afterwards the network is without a fault again.
    /// </summary>
    /// <param name="read">The student's method.</param>
    /// <param name="network">The way to the server, which has to send back what it is sent.</param>
    /// <param name="context">Whom the client trusts.</param>
    /// <param name="questions">How many questions are sent.</param>
    /// <param name="garbled">The share of the answers that the network turns into garbage, 0 to 1.</param>
    /// <exception cref="InvalidOperationException">There is no server behind the network.</exception>
    public static ReadTrial Run(TimedRead read, UdpProxy network, DtlsContext context, int questions, double garbled)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(context);
        for (int tries = 1; ; tries++)
        {
            (ReadTrial trial, TimeSpan pause) = RunOnce(read, network, context, questions, garbled);
            // A pause as long as the read waits would end a read that only garbage keeps waiting.
            if (pause < Limit / 2 || tries == MostTries)
                return trial;
        }
    }

    private static (ReadTrial Trial, TimeSpan LongestPause) RunOnce(
        TimedRead read,
        UdpProxy network,
        DtlsContext context,
        int questions,
        double garbled
    )
    {
        TimeSpan pause = TimeSpan.Zero;
        using var client = new TrialClient(network, context);
        network.ToClient = new Impairment { Corrupt = garbled, Delay = BetweenQuestions };
        using var isOver = new CancellationTokenSource();
        Task asking = Begin(() => Ask(client.Session, questions, isOver.Token, ref pause));
        try
        {
            int before = client.Transport.Looks;
            int count = 0;
            Task<DtlsStatus> reading = Begin(() =>
                read(client.Session, client.Socket, new byte[Room], out count, Limit)
            );
            bool inTime = Task.WaitAny([reading], Bound) == 0;
            DtlsStatus status = inTime ? reading.GetAwaiter().GetResult() : DtlsStatus.WantRead;
            int looks = client.Transport.Looks - before;
            isOver.Cancel();
            Task.WaitAny([asking], Bound);
            return (new ReadTrial(status, inTime ? count : 0, looks, inTime), pause);
        }
        finally
        {
            isOver.Cancel();
            Task.WaitAny([asking], Bound);
            network.ToClient = Impairment.None;
        }
    }

    private static Task<T> Begin<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static bool Ask(DtlsSession session, int questions, CancellationToken isOver, ref TimeSpan longestPause)
    {
        var clock = Stopwatch.StartNew();
        for (int i = 0; i < questions && session.IsOpen && !isOver.IsCancellationRequested; i++)
        {
            session.WriteText("?");
            isOver.WaitHandle.WaitOne(BetweenQuestions);
            longestPause = clock.Elapsed > longestPause ? clock.Elapsed : longestPause;
            clock.Restart();
        }

        return true;
    }
}
