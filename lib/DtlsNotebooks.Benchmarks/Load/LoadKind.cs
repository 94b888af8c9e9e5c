namespace DtlsNotebooks.Benchmarks.Load;

/// <summary>What the clients do, again and again.</summary>
internal enum LoadKind
{
    /// <summary>A full handshake with cookie, goodbye, and the next from another port.</summary>
    Handshakes,

    /// <summary>The same with a session of before offered for resumption.</summary>
    Resumed,

    /// <summary>64 bytes there and back over a session that stays, one record under way a client.</summary>
    Echoes,
}
