using System.Net;
using DtlsNotebooks.Benchmarks.Load;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Benchmarks.Own;

/// <summary>Many clients of the library at once, each an async method on the pool's threads.</summary>
/// <param name="context">Whom they trust.</param>
/// <param name="order">What they do.</param>
internal sealed class AsyncClients(DtlsContext context, LoadOrder order)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly IPEndPoint _server = new(IPAddress.Loopback, order.Port);
    private readonly LoadTally _tally = new(order);

    /// <summary>Carries the order out.</summary>
    public async Task<LoadAnswer> PerformAsync()
    {
        (DtlsSession? Session, SavedSession? Saved)[] ready = await Task.WhenAll(
                Enumerable.Range(0, order.Clients).Select(_ => PrepareAsync())
            )
            .ConfigureAwait(false);
        _tally.Begin();
        using var bound = new CancellationTokenSource(order.Duration + Grace);
        await Task.WhenAll(ready.Select(client => WorkAsync(client.Session, client.Saved, bound.Token)))
            .ConfigureAwait(false);
        foreach ((DtlsSession? session, SavedSession? saved) in ready)
        {
            session?.Dispose();
            saved?.Dispose();
        }

        return _tally.ToAnswer();
    }

    private async Task<(DtlsSession? Session, SavedSession? Saved)> PrepareAsync()
    {
        if (order.Kind == LoadKind.Handshakes)
            return (null, null);

        DtlsSession? session = await TryConnectAsync(null, CancellationToken.None).ConfigureAwait(false);
        if (order.Kind == LoadKind.Echoes)
            return (session, null);

        SavedSession? saved = session?.Save();
        session?.Dispose();
        return (null, saved);
    }

    private async Task WorkAsync(DtlsSession? session, SavedSession? saved, CancellationToken bound)
    {
        // Else the first of them would work on while the others are still being begun.
        await Task.Yield();
        try
        {
            if (order.Kind != LoadKind.Echoes)
                await ShakeHandsUntilOverAsync(saved, bound).ConfigureAwait(false);
            else if (session is not null)
                await EchoUntilOverAsync(session, bound).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DtlsException or OperationCanceledException)
        {
            _tally.Failed();
        }
    }

    private async Task ShakeHandsUntilOverAsync(SavedSession? saved, CancellationToken bound)
    {
        while (!_tally.IsOver)
        {
            using DtlsSession? session = await TryConnectAsync(saved, bound).ConfigureAwait(false);
            if (session is not null)
                _tally.Done(session.SessionReused);
        }
    }

    private async Task EchoUntilOverAsync(DtlsSession session, CancellationToken bound)
    {
        byte[] sent = new byte[LoadTally.EchoBytes];
        byte[] received = new byte[LoadTally.EchoBytes];
        while (!_tally.IsOver)
        {
            await session.WriteAsync(sent, bound).ConfigureAwait(false);
            if (await session.ReadAsync(received, bound).ConfigureAwait(false) != LoadTally.EchoBytes)
            {
                _tally.Failed();
                return;
            }

            _tally.Done(session.SessionReused);
        }
    }

    /// <returns>Null where the handshake failed, which is counted.</returns>
    private async Task<DtlsSession?> TryConnectAsync(SavedSession? saved, CancellationToken bound)
    {
        try
        {
            return await DtlsSession
                .ConnectToAsync(context, _server, saved: saved, cancellationToken: bound)
                .ConfigureAwait(false);
        }
        catch (DtlsException)
        {
            _tally.Failed();
            return null;
        }
    }
}
