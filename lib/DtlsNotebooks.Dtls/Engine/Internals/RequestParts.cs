using System.Runtime.CompilerServices;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine.Internals;

/// <summary>The ClientHello of a client whose cookie was checked, as BouncyCastle hands it about.</summary>
internal static class RequestParts
{
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    internal static extern DtlsRequest New(long recordSeq, byte[] message, ClientHello clientHello);

    /// <summary>The whole message with its header.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Message")]
    internal static extern byte[] Message(DtlsRequest request);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_MessageSeq")]
    internal static extern int MessageSequence(DtlsRequest request);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_RecordSeq")]
    internal static extern long RecordSequence(DtlsRequest request);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_ClientHello")]
    internal static extern ClientHello Hello(DtlsRequest request);
}
