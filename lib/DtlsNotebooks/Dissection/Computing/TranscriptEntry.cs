using DtlsNotebooks.Dissection.Messages;
using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Dissection.Computing;

/// <summary>A handshake message where it was first sent whole.</summary>
/// <param name="Sender">Who sent it.</param>
/// <param name="Message">The message.</param>
/// <param name="Datagram">The number of the datagram that completed it.</param>
/// <param name="Record">The record in that datagram, from 0.</param>
internal sealed record TranscriptEntry(Direction Sender, HandshakeMessage Message, int Datagram, int Record)
{
    public HandshakeBody? Body => Message.Body;

    /// <summary>
    /// The message with its header as if it had not been cut (RFC 6347, section 4.2.6): what goes into a hash.
    /// </summary>
    public byte[] Hashed() =>
        new ByteWriter()
            .UInt8((int)Message.Type)
            .Number(3, (ulong)Message.Bytes.Length)
            .UInt16(Message.MessageSequence)
            .Number(3, 0)
            .Number(3, (ulong)Message.Bytes.Length)
            .Bytes(Message.Bytes.Span)
            .ToArray();
}
