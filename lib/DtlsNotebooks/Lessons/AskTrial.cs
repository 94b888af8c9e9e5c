using System.Net.Sockets;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Lessons;

/// <summary>What a student's way to ask a server got over a bad network.</summary>
/// <param name="Answers">The answer to each question; empty texts where it has not come back.</param>
/// <param name="Sent">How many datagrams of data (content type 23, RFC 6347, section 4.1) left the client.</param>
/// <param name="IsBack">It came back from all questions within the bound of the trial.</param>
public sealed record AskTrial(IReadOnlyList<string> Answers, int Sent, bool IsBack)
{
    private const byte ApplicationData = 23;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(6);

    /// <summary>
    /// Opens a session, then spoils the network, then asks one question after the other; six seconds at most.
    /// Afterwards the network is without a fault again.
    /// </summary>
    /// <param name="ask">The student's method: it is given a nonblocking session, its socket, and the question.</param>
    /// <param name="network">The way to the server, which has to send back what it is sent.</param>
    /// <param name="context">Whom the client trusts.</param>
    /// <param name="toClient">What the network does to the answers.</param>
    /// <param name="questions">What to ask.</param>
    /// <exception cref="InvalidOperationException">There is no server behind the network.</exception>
    public static AskTrial Run(
        Func<DtlsSession, Socket, string, string> ask,
        UdpProxy network,
        DtlsContext context,
        Impairment toClient,
        params string[] questions
    )
    {
        ArgumentNullException.ThrowIfNull(ask);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(questions);
        using var client = new TrialClient(network, context);
        network.Clear();
        network.ToClient = toClient;
        try
        {
            Task<string[]> asking = Task.Factory.StartNew(
                () => questions.Select(question => ask(client.Session, client.Socket, question)).ToArray(),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            );
            bool isBack = Task.WaitAny([asking], Bound) == 0;
            string[] answers = isBack ? asking.GetAwaiter().GetResult() : [.. questions.Select(_ => "")];
            int sent = network
                .Capture()
                .OfClient(client.Socket.LocalEndPoint!)
                .Towards(Direction.ToServer)
                .Count(datagram => datagram.Payload.Span[0] == ApplicationData);
            return new AskTrial(answers, sent, isBack);
        }
        finally
        {
            network.ToClient = Impairment.None;
        }
    }
}
