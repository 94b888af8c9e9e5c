using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// What both sides keep of a session to resume it (RFC 5246, section 7): its ID, its suite, who was proved, and a
/// copy of the master secret of its own. BouncyCastle spoils the session that it is given whenever a handshake fails,
/// so each attempt gets a fresh one, made from this.
/// </summary>
internal sealed class StoredSession : IDisposable
{
    internal const int LongestId = 32;
    internal const int MasterSecretLength = 48;

    private readonly Lock _lock = new();

    // Pinned, so that the garbage collector leaves no copy behind when it moves things about.
    private readonly byte[] _masterSecret = GC.AllocateArray<byte>(MasterSecretLength, pinned: true);
    private bool _cleared;

    internal StoredSession(byte[] id, ReadOnlySpan<byte> masterSecret)
    {
        Id = id;
        masterSecret.CopyTo(_masterSecret);
    }

    internal byte[] Id { get; }

    internal required int CipherSuite { get; init; }

    internal required Certificate? Own { get; init; }

    internal required Certificate? Peer { get; init; }

    internal required IDictionary<int, byte[]> ServerExtensions { get; init; }

    /// <summary>The name that the client asked for (RFC 6066, section 3); null where it asked for none.</summary>
    internal string? ServerName { get; init; }

    internal string Name => Convert.ToHexStringLower(Id);

    /// <summary>Copies what a complete handshake agreed on.</summary>
    /// <returns>
    /// Null where nobody can resume it: the server gave it no ID, or its master secret is not bound to its handshake
    /// (RFC 7627, section 5.3).
    /// </returns>
    internal static StoredSession? CopyOf(TlsSession session, TlsCrypto crypto, string? serverName = null)
    {
        SessionParameters? parameters = session.ExportSessionParameters();
        if (
            parameters is not { IsExtendedMasterSecret: true }
            || session.SessionID is not { Length: > 0 and <= LongestId } id
            || !ProtocolVersion.DTLSv12.Equals(parameters.NegotiatedVersion)
            || !parameters.MasterSecret.IsAlive()
        )
        {
            return null;
        }

        // Extract destroys what it extracts from: let that be a copy.
        byte[] secret = crypto.AdoptSecret(parameters.MasterSecret).Extract();
        try
        {
            return secret.Length != MasterSecretLength
                ? null
                : new StoredSession([.. id], secret)
                {
                    CipherSuite = parameters.CipherSuite,
                    Own = parameters.LocalCertificate,
                    Peer = parameters.PeerCertificate,
                    ServerExtensions = WithoutServerName(parameters.ReadServerExtensions()),
                    ServerName = serverName,
                };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>
    /// The session for one attempt, with a master secret that the attempt may destroy; null where this was cleared.
    /// </summary>
    internal TlsSession? Import(TlsCrypto crypto) =>
        UseSecret(secret =>
            TlsUtilities.ImportSession(
                Id,
                new SessionParameters.Builder()
                    .SetCipherSuite(CipherSuite)
                    .SetExtendedMasterSecret(true)
                    .SetNegotiatedVersion(ProtocolVersion.DTLSv12)
                    // BouncyCastle copies the bytes.
                    .SetMasterSecret(crypto.CreateSecret(secret))
                    .SetLocalCertificate(Own)
                    .SetPeerCertificate(Peer)
                    .SetServerExtensions(ServerExtensions)
                    .Build()
            )
        );

    /// <summary>Does something with the master secret; nothing where it was cleared.</summary>
    internal T? UseSecret<T>(Func<byte[], T> use)
        where T : class
    {
        lock (_lock)
        {
            return _cleared ? null : use(_masterSecret);
        }
    }

    /// <summary>
    /// It was made by the holder of this certificate (or by nobody in particular, where that is null).
    /// </summary>
    internal bool IsOwnedBy(X509Certificate2? certificate) =>
        (Own is null || Own.IsEmpty)
            ? certificate is null
            : certificate is not null
                && Own.GetCertificateAt(0).GetEncoded().AsSpan().SequenceEqual(certificate.RawDataMemory.Span);

    /// <summary>Clears the master secret.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _cleared = true;
            CryptographicOperations.ZeroMemory(_masterSecret);
        }
    }

    /// <summary>A server that resumes does not repeat that it knows the name (RFC 6066, section 3).</summary>
    private static Dictionary<int, byte[]> WithoutServerName(IDictionary<int, byte[]>? extensions) =>
        (extensions ?? new Dictionary<int, byte[]>())
            .Where(extension => extension.Key != ExtensionType.server_name)
            .ToDictionary();
}
