using DtlsNotebooks.Benchmarks.Own;

namespace DtlsNotebooks.Benchmarks.Load;

/// <summary>A server and a client program that run, one of which is measured.</summary>
internal sealed class LoadPair : IDisposable
{
    private readonly PeerProcess _server;
    private readonly PeerProcess _client;
    private readonly PeerProcess _measured;
    private readonly int _port;

    private LoadPair(LoadProgram measured, PeerProcess server, PeerProcess client, bool isServer, int port)
    {
        (Measured, _server, _client, _port) = (measured, server, client, port);
        _measured = isServer ? server : client;
    }

    /// <summary>The one that is measured.</summary>
    public LoadProgram Measured { get; }

    /// <summary>Starts both.</summary>
    /// <exception cref="InvalidOperationException">The server did not say where it listens.</exception>
    public static async Task<LoadPair> StartAsync(
        LoadProgram server,
        LoadProgram client,
        LoadProgram measured,
        TimeSpan patience
    )
    {
        var started = PeerProcess.Start(server.Command);
        try
        {
            int port = await started.ListeningAsync(server.Name, patience).ConfigureAwait(false);
            return new LoadPair(
                measured,
                started,
                PeerProcess.Start(client.Command),
                ReferenceEquals(server, measured),
                port
            );
        }
        catch
        {
            started.Dispose();
            throw;
        }
    }

    /// <summary>Measures one load.</summary>
    /// <exception cref="InvalidOperationException">A program ended, or gave no answer in time.</exception>
    public async Task<LoadRun> RunAsync(LoadKind kind, int clients, TimeSpan duration, TimeSpan patience)
    {
        RuntimeFigures? before = await AskAsync(patience).ConfigureAwait(false);
        TimeSpan used = _measured.ProcessorTime;
        _client.Say(new LoadOrder(kind, _port, clients, duration).ToString());
        string line = await _client.HearAsync(duration + patience).ConfigureAwait(false);
        used = _measured.ProcessorTime - used;
        RuntimeFigures? after = await AskAsync(patience).ConfigureAwait(false);
        LoadAnswer answer =
            LoadAnswer.Parse(line)
            ?? throw new InvalidOperationException(
                $"The clients over {Measured.Name} gave an answer that is none: {line}"
            );
        return new LoadRun(answer, used, before is null ? null : after?.Since(before));
    }

    /// <summary>Ends both.</summary>
    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    private async Task<RuntimeFigures?> AskAsync(TimeSpan patience)
    {
        if (!Measured.IsOwn)
        {
            return null;
        }

        _measured.Say(RuntimeFigures.Question);
        return RuntimeFigures.Parse(await _measured.HearAsync(patience).ConfigureAwait(false));
    }
}
