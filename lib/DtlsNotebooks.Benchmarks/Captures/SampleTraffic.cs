using System.Globalization;
using System.Text;
using DtlsNotebooks.Benchmarks.Own;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Lessons;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Benchmarks.Captures;

/// <summary>
/// What real sessions of this library sent through a network on the loopback address: handshakes, full and resumed by
/// turns, echoes, goodbyes.
/// </summary>
/// <param name="Capture">All datagrams.</param>
/// <param name="KeyLog">The lines that open all sessions.</param>
/// <param name="Full">How many sessions began with a full handshake.</param>
/// <param name="Resumed">How many sessions resumed the one before.</param>
/// <param name="Echoes">How many sentences went there and back in each session.</param>
internal sealed record SampleTraffic(Capture Capture, string KeyLog, int Full, int Resumed, int Echoes)
{
    // Where the machine is busy, no flight is to be sent twice for it.
    private static readonly TimeSpan FirstResend = TimeSpan.FromSeconds(5);

    /// <summary>How many sessions there are.</summary>
    public int Sessions => Full + Resumed;

    /// <summary>The port of the server.</summary>
    public int ServerPort => Capture.First().Server.Port;

    /// <summary>What it is, in a sentence.</summary>
    public string Summary =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"The capture: {Capture.Count:N0} datagrams of {Sessions} sessions, {Full} with a full handshake and "
                + $"{Resumed} resumed, with {Echoes} echoes and a goodbye in each; "
                + $"{Capture.Average(datagram => datagram.Payload.Length):0} bytes of payload a datagram in the mean."
        );

    /// <summary>Lets one session after another talk to a server until enough has travelled.</summary>
    /// <param name="certificates">Whom they trust, and what the server shows.</param>
    /// <param name="datagrams">Before so many there is always another session.</param>
    /// <param name="echoes">How many sentences go there and back in each session.</param>
    /// <exception cref="InvalidOperationException">
    /// The capture does not hold what travelled, so nothing that is measured on it would be right.
    /// </exception>
    /// <exception cref="DtlsException">A session failed.</exception>
    public static SampleTraffic Record(LessonCertificates certificates, int datagrams, int echoes)
    {
        using var cache = new SessionCache();
        using var server = new EchoServer(
            DtlsContext.ForServer(certificates) with
            {
                CipherSuites = Suite.Measured,
                SessionCache = cache,
                FirstResend = FirstResend,
            }
        );
        DtlsContext client = DtlsContext.ForClient(certificates) with
        {
            CipherSuites = Suite.Measured,
            FirstResend = FirstResend,
            KeepKeyLog = true,
        };
        using var network = new UdpProxy(server.LocalEndPoint);
        var keys = new StringBuilder();
        int full = 0;
        int resumed = 0;
        SavedSession? saved = null;
        while (network.Statistics.Received < datagrams)
        {
            using var session = DtlsSession.ConnectTo(client, network.EndPoint, saved: saved);
            keys.Append(session.KeyLogLine).Append('\n');
            Talk(session, echoes);
            saved?.Dispose();
            saved = session.SessionReused ? null : session.Save();
            full += session.SessionReused ? 0 : 1;
            resumed += session.SessionReused ? 1 : 0;
        }

        saved?.Dispose();
        bool isQuiet = network.WaitForQuiet();
        ProxyStatistics statistics = network.Statistics;
        return isQuiet && statistics.NotRecorded == 0 && statistics.Delivered == statistics.Received
            ? new SampleTraffic(network.Capture(), keys.ToString(), full, resumed, echoes)
            : throw new InvalidOperationException(
                "The sample capture does not hold all that the sessions sent, or something of it was lost."
            );
    }

    private static void Talk(DtlsSession session, int echoes)
    {
        for (int number = 1; number <= echoes; number++)
        {
            string sentence = string.Create(
                CultureInfo.InvariantCulture,
                $"This is sentence {number} of {echoes}, and the server sends it back."
            );
            session.WriteText(sentence);
            string echo = session.ReadText();
            if (echo != sentence)
            {
                throw new InvalidOperationException($"The echo of \"{sentence}\" was \"{echo}\".");
            }
        }
    }
}
