using System.Diagnostics;
using System.Net;
using DtlsNotebooks.Benchmarks.Load;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Tests.Certificates;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// The search through sequences against other libraries: what this side sends is changed on its way, and no session
/// comes of it that only one side believes in, nor application data before it. Skipped where a library is missing. With
/// the environment variable DTLS_NOTEBOOKS_LONG set there are more of them.
/// </summary>
public sealed class ForeignSequenceTests(ITestOutputHelper output) : IDisposable
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("DTLS_NOTEBOOKS_LONG") is not null;
    private static readonly int Sequences = IsLong ? 5_000 : 1_000;
    private static readonly int Programs = IsLong ? 500 : 60;
    private const int AtOnce = 32;
    private static readonly TimeSpan ForEcho = TimeSpan.FromSeconds(15);

    private readonly string _folder = Directory.CreateTempSubdirectory("dtls-foreign-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task OpenSsl_as_server_believes_in_what_our_client_believes_in()
    {
        LoadPeers peers = await LoadPeers.BuildAsync(_folder);
        (PeerProcess server, IPEndPoint address) = await peers.StartServerAsync("server");
        using PeerProcess ending = server;
        DtlsContext context = DtlsContext.ForClient(peers.Files) with
        {
            FirstResend = TimeSpan.FromMilliseconds(50),
            HandshakeTimeout = TimeSpan.FromMilliseconds(500),
        };
        // A server forgets a session that ends with a fatal alert (RFC 5246, section 7.2.2): then it is a full handshake.
        using var first = DtlsSession.ConnectTo(OpenSslPeer.Patient(context), address);
        using SavedSession saved = first.Save()!;
        var tally = new Tally();

        Parallel.For(
            0,
            Sequences,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            seed => tally.Count(Meet(context, address, seed, saved))
        );

        output.WriteLine($"{Sequences} sequences: {tally}");
        Assert.InRange(tally.Done, Sequences / 20, Sequences - 1);
        using var last = DtlsSession.ConnectTo(OpenSslPeer.Patient(context), address);
        Assert.True(IsAnswered(last, -1));
    }

    [Fact]
    public async Task OpenSsl_as_client_believes_in_nothing_that_our_server_does_not()
    {
        LoadPeers peers = await LoadPeers.BuildAsync(_folder);
        using var cache = new SessionCache();
        using var server = new TamperedServer(Hasty(DtlsContext.ForServer(peers.Files)) with { SessionCache = cache });
        using PeerProcess client = peers.StartClient();
        long believed = 0;
        foreach (LoadKind kind in new[] { LoadKind.Handshakes, LoadKind.Resumed })
        {
            var order = new LoadOrder(kind, server.Port, AtOnce, TimeSpan.FromSeconds(3));
            client.Say(order.ToString());
            LoadAnswer answer = LoadAnswer.Parse(await client.HearAsync(2 * LessonPki.Bound))!;
            output.WriteLine($"{kind}: {answer}");
            believed += answer.Count;
        }

        // A client that resumes is done when it has sent its Finished message, and nobody changes that.
        SpinWait.SpinUntil(() => server.Done >= believed, LessonPki.Bound);
        output.WriteLine($"{server.Begun} begun, {server.Done} done here, {server.Failed} failed here");
        Assert.InRange(believed, 1, server.Done);
    }

    [Fact]
    public async Task GnuTls_as_server_believes_in_what_our_client_believes_in()
    {
        string? program = Tool.Find("gnutls-serv");
        Assert.SkipWhen(program is null, "gnutls-serv is not installed (Debian: gnutls-bin).");
        var files = LessonCertificates.EnsureIn(_folder, KeyKind.EcdsaP256);
        DtlsContext context = Hasty(DtlsContext.ForClient(files));
        var tally = new Tally();

        // It serves one client after another, and waits a minute for one that says no more: so each has a server.
        await ForEachProgramAsync(
            async (seed, token) =>
            {
                IPEndPoint address = ReservedPort.NextAddress();
                using Process server = Tool.Start(
                    program,
                    $"--udp --echo --disable-client-cert --port {address.Port} --x509certfile {files.ServerFile} "
                        + $"--x509keyfile {files.ServerKeyFile} --priority NORMAL:-VERS-ALL:+VERS-DTLS1.2"
                );
                try
                {
                    Loopback.WaitUntilBound(address.Port);
                    tally.Count(await OwnThread.Run(() => Meet(context, address, seed, null)));
                }
                finally
                {
                    server.Kill();
                }
            }
        );

        output.WriteLine($"{Programs} sequences: {tally}");
        Assert.InRange(tally.Done, 1, Programs - 1);
    }

    [Fact]
    public async Task GnuTls_as_client_believes_in_nothing_that_our_server_does_not()
    {
        string? program = Tool.Find("gnutls-cli");
        Assert.SkipWhen(program is null, "gnutls-cli is not installed (Debian: gnutls-bin).");
        var files = LessonCertificates.EnsureIn(_folder, KeyKind.EcdsaP256);
        using var server = new TamperedServer(Hasty(DtlsContext.ForServer(files)));
        int tried = 0,
            believed = 0;
        await ForEachProgramAsync(
            async (_, token) =>
            {
                using Process process = Tool.Start(
                    program,
                    $"--udp --port {server.Port} --x509cafile {files.AuthorityFile} --verify-hostname localhost "
                        + "--priority NORMAL:-VERS-ALL:+VERS-DTLS1.2 127.0.0.1"
                );
                process.StandardInput.Close();
                using var bound = CancellationTokenSource.CreateLinkedTokenSource(token);
                bound.CancelAfter(TimeSpan.FromSeconds(4));
                string said = "";
                try
                {
                    while (await process.StandardOutput.ReadLineAsync(bound.Token) is string line)
                        said += line;
                }
                catch (OperationCanceledException) when (!token.IsCancellationRequested)
                {
                    // It waits for what never comes.
                    process.Kill();
                }

                Interlocked.Increment(ref tried);
                Interlocked.Add(
                    ref believed,
                    said.Contains("Handshake was completed", StringComparison.Ordinal) ? 1 : 0
                );
            }
        );

        output.WriteLine(
            $"{tried} handshakes, {believed} done for GnuTLS, {server.Done} done here, {server.Failed} failed here"
        );
        Assert.InRange(believed, 1, server.Done);
    }

    private static Task ForEachProgramAsync(Func<int, CancellationToken, ValueTask> body) =>
        Parallel.ForEachAsync(
            Enumerable.Range(0, Programs),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = 8,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            body
        );

    /// <summary>A handshake of ours whose records a seed changes, and a question if it comes to one.</summary>
    private static Outcome Meet(DtlsContext context, IPEndPoint server, int seed, SavedSession? saved)
    {
        var random = new Random(seed);
        bool resumes = random.Next(2) == 0 && saved is not null;
        var tampering = new SeededTampering(random, []);
        using var session = new DtlsSession(context, new TamperedSocket(server, tampering.Apply));
        if (resumes)
            session.Resume(saved!);
        try
        {
            if (session.Connect("localhost") != DtlsStatus.Done)
                return Outcome.Waited;
        }
        catch (DtlsException)
        {
            return Outcome.Refused;
        }

        tampering.Stop();
        // OpenSSL ends a session for some of what came before its Finished message; both sides know it.
        return !IsAnswered(session, seed) ? Outcome.Ended
            : session.SessionReused ? Outcome.Resumed
            : Outcome.Full;
    }

    private static DtlsContext Hasty(DtlsContext context) =>
        context with
        {
            FirstResend = TimeSpan.FromMilliseconds(100),
            HandshakeTimeout = TimeSpan.FromSeconds(5),
        };

    /// <summary>
    /// What comes back is what was sent; it is sent again until the last flight has got through.
    /// </summary>
    /// <returns>False where the peer has ended the session, and said so.</returns>
    private static bool IsAnswered(DtlsSession session, int seed)
    {
        long start = Stopwatch.GetTimestamp();
        byte[] answer = new byte[100];
        string text = $"after the handshake of seed {seed}";
        try
        {
            while (Stopwatch.GetElapsedTime(start) < ForEcho)
            {
                session.WriteText(text);
                DtlsStatus status = session.Read(answer, out int count, TimeSpan.FromMilliseconds(300));
                if (status == DtlsStatus.Closed)
                    return false;

                if (status == DtlsStatus.Done)
                {
                    Assert.Equal(text, System.Text.Encoding.UTF8.GetString(answer, 0, count));
                    return true;
                }
            }
        }
        catch (DtlsException) when (!session.IsOpen)
        {
            return false;
        }

        throw new InvalidOperationException($"Seed {seed}: only this side has a session.");
    }

    private enum Outcome
    {
        Waited,
        Refused,
        Ended,
        Full,
        Resumed,
    }

    /// <summary>How many came to what.</summary>
    private sealed class Tally
    {
        private readonly int[] _counts = new int[Enum.GetValues<Outcome>().Length];

        internal int Done => _counts[(int)Outcome.Full] + _counts[(int)Outcome.Resumed];

        internal void Count(Outcome outcome) => Interlocked.Increment(ref _counts[(int)outcome]);

        public override string ToString() =>
            string.Join(", ", Enum.GetValues<Outcome>().Select(outcome => $"{_counts[(int)outcome]} {outcome}"));
    }
}
