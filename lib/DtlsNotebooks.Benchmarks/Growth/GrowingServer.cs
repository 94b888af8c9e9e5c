using System.Globalization;
using System.Net;
using DtlsNotebooks.Benchmarks.Load;
using DtlsNotebooks.Benchmarks.Own;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Benchmarks.Growth;

/// <summary>A server in a process of its own, and the sessions with it.</summary>
internal sealed class GrowingServer : IDisposable
{
    /// <summary>How many talk where most are silent.</summary>
    public const int Few = 8;

    // Below, a session's memory is lost in what the process does besides.
    private const int FewestToDivideBy = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    private readonly LoadProgram _program;
    private readonly PeerProcess _process;
    private readonly TalkingCrowd _crowd;
    private long _firstMemory;
    private long? _firstLive;

    private GrowingServer(LoadProgram program, PeerProcess process, TalkingCrowd crowd) =>
        (_program, _process, _crowd) = (program, process, crowd);

    /// <summary>Starts it, and warms it up with one session.</summary>
    /// <param name="program">The server.</param>
    /// <param name="context">Whom its clients trust.</param>
    /// <param name="warmUp">How long.</param>
    /// <exception cref="InvalidOperationException">It did not say where it listens.</exception>
    public static async Task<GrowingServer> StartAsync(LoadProgram program, DtlsContext context, TimeSpan warmUp)
    {
        var process = PeerProcess.Start(program.Command);
        try
        {
            int port = await process.ListeningAsync(program.Name, Patience).ConfigureAwait(false);
            var crowd = new TalkingCrowd(context, new IPEndPoint(IPAddress.Loopback, port));
            var server = new GrowingServer(program, process, crowd);
            crowd.GrowTo(1);
            crowd.Talk(1, warmUp);
            server._firstLive = await server.LiveAsync().ConfigureAwait(false);
            server._firstMemory = process.Memory;
            return server;
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>Opens sessions until there are so many.</summary>
    /// <returns>What it costs to hold them; the rounds are still to come.</returns>
    public async Task<GrowthPoint> GrowToAsync(int sessions)
    {
        _crowd.GrowTo(sessions);
        long? live = await LiveAsync().ConfigureAwait(false);
        return new GrowthPoint(
            _program.Name,
            sessions,
            Each(_process.Memory - _firstMemory),
            Each(live - _firstLive),
            []
        );

        double? Each(long? bytes) => sessions < FewestToDivideBy ? null : bytes / 1024.0 / (sessions - 1);
    }

    /// <summary>One round: silence, a few that talk, all that talk.</summary>
    /// <param name="duration">How long they talk.</param>
    /// <exception cref="InvalidOperationException">Some question was not answered.</exception>
    public async Task<GrowthRound> MeasureAsync(TimeSpan duration)
    {
        TimeSpan before = _process.ProcessorTime;
        await Task.Delay(Silence).ConfigureAwait(false);
        double idle = (_process.ProcessorTime - before).TotalMilliseconds / Silence.TotalSeconds;
        return new GrowthRound(idle, Echo(Math.Min(Few, _crowd.Count), duration), Echo(_crowd.Count, duration));
    }

    /// <summary>Ends the sessions and the server.</summary>
    public void Dispose()
    {
        _crowd.Dispose();
        _process.Dispose();
    }

    private double Echo(int talkers, TimeSpan duration)
    {
        TimeSpan before = _process.ProcessorTime;
        int echoes = _crowd.Talk(talkers, duration);
        TimeSpan used = _process.ProcessorTime - before;
        return _crowd.Unanswered == 0
            ? used.TotalMicroseconds / echoes
            : throw new InvalidOperationException(
                $"The server over {_program.Name} left {_crowd.Unanswered} questions without an answer."
            );
    }

    // Null for a C program, and for an earlier build that does not know the question.
    private async Task<long?> LiveAsync()
    {
        if (!_program.IsOwn)
            return null;
        _process.Say(ServerHost.LiveQuestion);
        string line = await _process.HearAsync(Patience).ConfigureAwait(false);
        return long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes) ? bytes : null;
    }
}
