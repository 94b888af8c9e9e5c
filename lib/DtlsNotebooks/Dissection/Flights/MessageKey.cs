using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Dissection.Flights;

/// <summary>
/// What makes two sent messages the same: a retransmission keeps all of it (RFC 6347, section 4.2.2).
/// </summary>
/// <param name="Handshake">The number of the handshake.</param>
/// <param name="Sender">Who sent it.</param>
/// <param name="Epoch">The epoch of its records.</param>
/// <param name="Type">The handshake type; null for a ChangeCipherSpec and for what cannot be read.</param>
/// <param name="Sequence">
/// The number of the handshake message; for one that cannot be read, the length of its record.
/// </param>
/// <param name="Content">The content type of its records.</param>
internal readonly record struct MessageKey(
    int Handshake,
    Direction Sender,
    int Epoch,
    MessageType? Type,
    int Sequence,
    RecordType Content
);
