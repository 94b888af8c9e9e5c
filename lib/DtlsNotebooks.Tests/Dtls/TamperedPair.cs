using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>A kind of handshake of the matrix.</summary>
/// <param name="Keys">The server's key.</param>
/// <param name="ClientKeys">The client's; null where none is asked for.</param>
/// <param name="IsResumed">It resumes an earlier session.</param>
internal sealed record TamperedPair(KeyKind Keys, KeyKind? ClientKeys, bool IsResumed)
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(15);

    /// <summary>Contexts of both sides, and what the client offers to resume.</summary>
    internal (DtlsContext Client, DtlsContext Server, SavedSession? Saved) Make()
    {
        DtlsContext client = LessonPki.Client(ClientKeys) with { HandshakeTimeout = Time };
        DtlsContext server = LessonPki.Server(Keys) with
        {
            HandshakeTimeout = Time,
            RequireClientCertificate = ClientKeys is not null,
            SessionCache = IsResumed ? new SessionCache() : null,
        };
        if (!IsResumed)
            return (client, server, null);

        using var first = new MemoryPair(client, server);
        first.Handshake();
        return (client, server, first.Client.Save());
    }

    public override string ToString() =>
        $"{Keys}, {(ClientKeys is null ? "no client certificate" : $"client {ClientKeys}")}{(IsResumed ? ", resumed" : "")}";
}
