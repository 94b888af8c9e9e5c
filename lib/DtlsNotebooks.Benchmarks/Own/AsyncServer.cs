using System.Net;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Benchmarks.Own;

/// <summary>A listener, and an async method for each client, on the pool's threads.</summary>
internal sealed class AsyncServer : IEchoServer
{
    private readonly DtlsListener _listener;

    /// <summary>Starts it.</summary>
    /// <param name="context">Its certificate.</param>
    public AsyncServer(DtlsContext context)
    {
        _listener = new DtlsListener(context, new IPEndPoint(IPAddress.Loopback, 0)) { MaxConnections = 4096 };
        _ = TakeClientsAsync();
    }

    /// <inheritdoc/>
    public int Port => _listener.LocalEndPoint.Port;

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private async Task TakeClientsAsync()
    {
        await foreach (DtlsSession session in _listener.ClientsAsync().ConfigureAwait(false))
            _ = Task.Run(() => ServeAsync(session));
    }

    private static async Task ServeAsync(DtlsSession session)
    {
        byte[] buffer = new byte[2048];
        try
        {
            await using (session.ConfigureAwait(false))
            {
                await session.AcceptAsync().ConfigureAwait(false);
                while (await session.ReadAsync(buffer).ConfigureAwait(false) is >= 0 and int count)
                    await session.WriteAsync(buffer.AsMemory(0, count)).ConfigureAwait(false);
            }
        }
        catch (DtlsException)
        {
            // The client has gone, or never meant it: the next one does.
        }
    }
}
