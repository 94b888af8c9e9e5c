using System.Runtime.CompilerServices;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace DtlsNotebooks.Dtls.Engine.Internals;

/// <summary>BouncyCastle's contexts, and what a handshake writes into what was agreed on.</summary>
internal static class ContextParts
{
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType(InternalTypes.ServerContext)]
    internal static extern object NewServer(TlsCrypto crypto);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType(InternalTypes.ClientContext)]
    internal static extern object NewClient(TlsCrypto crypto);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "HandshakeBeginning")]
    internal static extern void Begin([UnsafeAccessorType(InternalTypes.Context)] object context, TlsPeer peer);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "HandshakeComplete")]
    internal static extern void Complete(
        [UnsafeAccessorType(InternalTypes.Context)] object context,
        TlsPeer peer,
        TlsSession session
    );

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType(InternalTypes.Transcript)]
    internal static extern object NewTranscript(TlsContext context);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_extendedPadding")]
    internal static extern ref bool ExtendedPadding(SecurityParameters agreed);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_masterSecret")]
    internal static extern ref TlsSecret MasterSecret(SecurityParameters agreed);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_sessionHash")]
    internal static extern ref byte[] SessionHash(SecurityParameters agreed);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_localVerifyData")]
    internal static extern ref byte[] LocalVerifyData(SecurityParameters agreed);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_peerVerifyData")]
    internal static extern ref byte[] PeerVerifyData(SecurityParameters agreed);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_tlsUnique")]
    internal static extern ref byte[] TlsUnique(SecurityParameters agreed);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_tlsServerEndPoint")]
    internal static extern ref byte[] ServerEndPoint(SecurityParameters agreed);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_localCertificate")]
    internal static extern ref Certificate? LocalCertificate(SecurityParameters agreed);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_peerCertificate")]
    internal static extern ref Certificate? PeerCertificate(SecurityParameters agreed);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Clear")]
    internal static extern void Clear(SecurityParameters agreed);
}
