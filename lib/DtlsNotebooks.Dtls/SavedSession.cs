using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Dtls.Engine;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls;

/// <summary>
/// What a client keeps of a session to resume it later: from <see cref="DtlsSession.Save"/>, and for
/// <see cref="DtlsSession.Resume"/>. It has a copy of the master secret of its own, so that it outlives its session
/// and every
/// attempt that fails, and can be used as often as its lifetime allows (RFC 5246, section 7.3).
/// </summary>
/// <remarks>
/// Guard it like a private key: who has it can read what the session sent and what its resumptions send, and can pose
/// as
/// either side until the server forgets the session.
/// </remarks>
/// <example><code>
/// SavedSession? saved = first.Save();
/// second.Resume(saved!);
/// second.Connect("localhost");
/// Console.WriteLine(second.SessionReused);
/// </code></example>
public sealed class SavedSession : IDisposable
{
    private static readonly TimeSpan ClockStep = TimeSpan.FromMinutes(1);

    private readonly StoredSession _stored;
    private volatile bool _disposed;

    internal SavedSession(StoredSession stored, string hostName, DateTimeOffset created, DateTimeOffset expires)
    {
        _stored = stored;
        HostName = hostName;
        Created = created;
        Expires = expires;
        PeerCertificate = stored.Peer is { IsEmpty: false } chain
            ? X509CertificateLoader.LoadCertificate(chain.GetCertificateAt(0).GetEncoded())
            : null;
    }

    /// <summary>How long a session is offered where nothing else is said: one hour.</summary>
    public static TimeSpan DefaultLifetime => TimeSpan.FromHours(1);

    /// <summary>How long a session may be offered at most: one day (RFC 5246, section F.1.4).</summary>
    public static TimeSpan LongestLifetime => TimeSpan.FromDays(1);

    /// <summary>The name that the server was asked for; the session is resumed with no other.</summary>
    public string HostName { get; }

    /// <summary>When it was saved first; saving a resumed session again does not change it.</summary>
    public DateTimeOffset Created { get; }

    /// <summary>From when on it is no longer offered. The server may forget it sooner.</summary>
    public DateTimeOffset Expires { get; }

    /// <summary>It is no longer offered. A clock that was set back by more than a minute ends it too.</summary>
    public bool IsExpired => DateTimeOffset.UtcNow >= Expires || DateTimeOffset.UtcNow + ClockStep < Created;

    /// <summary>
    /// The session ID that the server gave, in hexadecimal. It is no secret: it travels in the clear.
    /// </summary>
    public string SessionId => _stored.Name;

    /// <summary>The protocol, such as "DTLS 1.2".</summary>
    public string Protocol { get; } = ProtocolVersion.DTLSv12.ToString();

    /// <summary>The cipher suite; written out, it has the registry's name.</summary>
    public TlsCipherSuite CipherSuite => (TlsCipherSuite)_stored.CipherSuite;

    /// <summary>
    /// The certificate that the server proved to hold in the full handshake; null where it showed none.
    /// </summary>
    public X509Certificate2? PeerCertificate { get; }

    /// <summary>The subject of that certificate; empty where there is none.</summary>
    public string PeerSubject => PeerCertificate?.Subject ?? "";

    internal bool IsDisposed => _disposed;

    internal StoredSession Stored
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _stored;
        }
    }

    /// <summary>Reads a session that <see cref="WriteTo"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SavedSessionException">
    /// It is missing, damaged, cut short, or no saved session; the message says what to do.
    /// </exception>
    public static SavedSession ReadFrom(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return SavedSessionFile.Read(path);
    }

    /// <summary>
    /// Writes it to a file that its owner alone may read. The file holds the master secret, and a checksum that finds
    /// damage.
    /// The checksum keeps nobody out: who may write the file can put a session of his own there and pose as the server.
    /// </summary>
    /// <param name="path">The file to make or to replace.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    /// <exception cref="ObjectDisposedException">Its secret was cleared.</exception>
    public void WriteTo(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        byte[] bytes = SavedSessionFile.Encode(this);
        try
        {
            OwnerOnlyFile.Replace(path, bytes);
        }
        finally
        {
            Array.Clear(bytes);
        }
    }

    /// <summary>Clears the master secret. A session that was resumed with it goes on.</summary>
    public void Dispose()
    {
        _disposed = true;
        _stored.Dispose();
    }

    /// <summary>Which session it is; never its secret.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"session {SessionId[..Math.Min(8, SessionId.Length)]}… with {HostName}, {Protocol}, {CipherSuite}, "
                + $"until {Expires.UtcDateTime:u}"
        );

    internal static TimeSpan CheckedLifetime(TimeSpan lifetime, string name) =>
        lifetime > TimeSpan.Zero && lifetime <= LongestLifetime
            ? lifetime
            : throw new ArgumentOutOfRangeException(
                name,
                lifetime,
                "A session may be resumed for more than no time and at most one day."
            );

    /// <exception cref="InvalidOperationException">It was saved for another host.</exception>
    /// <exception cref="ObjectDisposedException">Its secret was cleared.</exception>
    internal void RequireUsableFor(string hostName)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!string.Equals(hostName, HostName, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException(
                $"This session was saved for {HostName} and proves nothing about {hostName}: connect to "
                    + $"{HostName}, or do not call Resume."
            );
        }
    }

    /// <summary>
    /// What to offer to the server. Nothing, and so a full handshake, where its time is over, where this context does
    /// not offer its suite or
    /// has another certificate of its own, or where the server's certificate is no longer good: in an abbreviated
    /// handshake the server shows none.
    /// </summary>
    internal TlsSession? OfferTo(string hostName, DtlsContext context)
    {
        RequireUsableFor(hostName);
        bool good =
            !IsExpired
            && context.ClientSuites().Contains(_stored.CipherSuite)
            && (_stored.Own is null || _stored.Own.IsEmpty || _stored.IsOwnedBy(context.Credentials?.Certificate))
            && _stored.Peer is Certificate peer
            && context
                .RequireVerifier("to check the server's certificate")
                .CheckServer(peer, context.CheckHostName ? hostName : null)
                .Accepted;
        return good ? Stored.Import(context.Crypto) : null;
    }
}
