using System.Runtime.CompilerServices;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace DtlsNotebooks.Dtls.Engine.Internals;

/// <summary>BouncyCastle's record layer: what opens and seals records, without what waits for them.</summary>
internal static class RecordLayerParts
{
    /// <summary>The epoch before the first ChangeCipherSpec, until the handshake is complete.</summary>
    internal static HiddenField CurrentEpoch { get; } =
        new(InternalTypes.RecordLayer, "m_currentEpoch", InternalTypes.Epoch);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType(InternalTypes.RecordLayer)]
    internal static extern object New(TlsContext context, TlsPeer peer, DatagramTransport transport);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_IsClosed")]
    internal static extern bool IsClosed([UnsafeAccessorType(InternalTypes.RecordLayer)] object layer);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_ReadEpoch")]
    internal static extern int ReadEpoch([UnsafeAccessorType(InternalTypes.RecordLayer)] object layer);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_ReadVersion")]
    internal static extern void SetReadVersion(
        [UnsafeAccessorType(InternalTypes.RecordLayer)] object layer,
        ProtocolVersion? version
    );

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SetWriteVersion")]
    internal static extern void SetWriteVersion(
        [UnsafeAccessorType(InternalTypes.RecordLayer)] object layer,
        ProtocolVersion version
    );

    /// <summary>Something was received, so that a failure is told with an alert.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_inConnection")]
    internal static extern ref bool InConnection([UnsafeAccessorType(InternalTypes.RecordLayer)] object layer);

    /// <summary>Goes on with the record numbers of the cookie exchange (RFC 6347, section 4.2.1).</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "ResetAfterHelloVerifyRequestServer")]
    internal static extern void ContinueAfterCookie(
        [UnsafeAccessorType(InternalTypes.RecordLayer)] object layer,
        long recordSequence
    );

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "InitPendingEpoch")]
    internal static extern void SetPending(
        [UnsafeAccessorType(InternalTypes.RecordLayer)] object layer,
        TlsCipher cipher
    );

    /// <summary>The next flight, or its repetition, begins in the clear again.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "ResetWriteEpoch")]
    internal static extern void ResetWriteEpoch([UnsafeAccessorType(InternalTypes.RecordLayer)] object layer);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "HandshakeSuccessful")]
    internal static extern void HandshakeSuccessful(
        [UnsafeAccessorType(InternalTypes.RecordLayer)] object layer,
        [UnsafeAccessorType(InternalTypes.Retransmit)] object? retransmit
    );

    /// <summary>
    /// Checks and opens one record that stands at the front of an array. An alert ends the layer; a ChangeCipherSpec
    /// lets it read the pending epoch.
    /// </summary>
    /// <returns>The length of its handshake or application data, or -1 where it has none for the caller.</returns>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "ProcessRecord")]
    internal static extern int Open(
        [UnsafeAccessorType(InternalTypes.RecordLayer)] object layer,
        int length,
        byte[] record,
        Span<byte> plaintext,
        DtlsRecordCallback? callback
    );

    /// <summary>Seals one record of this type in the epoch that is written now, and sends it.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SendRecord")]
    internal static extern void Send(
        [UnsafeAccessorType(InternalTypes.RecordLayer)] object layer,
        short contentType,
        ReadOnlySpan<byte> content
    );

    /// <summary>Sends a fatal alert, and closes.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Fail")]
    internal static extern void Fail(
        [UnsafeAccessorType(InternalTypes.RecordLayer)] object layer,
        short alertDescription
    );

    /// <summary>Closes without a word.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Failed")]
    internal static extern void CloseInSilence([UnsafeAccessorType(InternalTypes.RecordLayer)] object layer);

    /// <summary>Sends an alert of the level warning.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Warn")]
    internal static extern void Warn(
        [UnsafeAccessorType(InternalTypes.RecordLayer)] object layer,
        short alertDescription,
        string? message
    );

    /// <summary>The next record number of an epoch.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "AllocateSequenceNumber")]
    internal static extern long NextNumber([UnsafeAccessorType(InternalTypes.Epoch)] object epoch);
}
