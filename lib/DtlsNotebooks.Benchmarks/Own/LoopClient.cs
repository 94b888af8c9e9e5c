using System.Net.Sockets;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Benchmarks.Own;

/// <summary>One client among those of a loop: its session of the moment, and what it resumes.</summary>
internal sealed class LoopClient : IDisposable
{
    private DtlsSession? _session;
    private Socket? _socket;

    /// <summary>The session of the moment.</summary>
    public DtlsSession Session => _session!;

    /// <summary>The socket of that session, to wait for.</summary>
    public Socket Socket => _socket!;

    /// <summary>What each handshake offers to resume; null where each is a full one.</summary>
    public SavedSession? Saved { get; set; }

    /// <summary>Begins with another session; that of before was disposed of.</summary>
    public void Use(Socket socket, DtlsSession session) => (_socket, _session) = (socket, session);

    /// <inheritdoc/>
    public void Dispose()
    {
        _session?.Dispose();
        Saved?.Dispose();
    }
}
