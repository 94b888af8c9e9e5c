using DtlsNotebooks.Dissection.Words;

namespace DtlsNotebooks.Dissection.Messages;

/// <summary>The names and the purposes of the handshake messages.</summary>
internal static class HandshakeNames
{
    public static string Of(MessageType type) =>
        Enum.IsDefined(type) ? type.ToString() : $"handshake message {(int)type}";

    public static string Meaning(MessageType type) =>
        type switch
        {
            MessageType.HelloRequest => "The server asks the client to start a new handshake.",
            MessageType.ClientHello => "The client offers what it can do and a random number of its own.",
            MessageType.ServerHello => "The server chooses from the offer and adds its own random number.",
            MessageType.HelloVerifyRequest =>
                "The server, which keeps nothing so far, asks the client to show that it receives at its address.",
            MessageType.NewSessionTicket =>
                "A sealed note of the session, which the client may show later to resume it.",
            MessageType.Certificate => "The sender's certificate, followed by those that vouch for it.",
            MessageType.ServerKeyExchange =>
                "The server's half of the key agreement, signed with the key of its certificate.",
            MessageType.CertificateRequest => "The server wants the client to show a certificate too.",
            MessageType.ServerHelloDone => "The server has said all; it is the client's turn.",
            MessageType.CertificateVerify =>
                "The client signs the handshake so far, which shows that the certificate is its own.",
            MessageType.ClientKeyExchange => "The client's half of the key agreement; now both can compute the keys.",
            MessageType.Finished =>
                "A checksum of the whole handshake under the new keys: it shows that nobody changed a message on "
                    + "the way.",
            MessageType.CertificateStatus => "A recent word of the certificate's authority that it is not revoked.",
            _ => "A handshake message that this library does not open further.",
        };

    public static string Source(MessageType type) =>
        type switch
        {
            MessageType.HelloRequest => "RFC 5246, section 7.4.1.1",
            MessageType.ClientHello => "RFC 6347, section 4.2.1",
            MessageType.ServerHello => Rfc.ServerHello,
            MessageType.HelloVerifyRequest => Rfc.Cookie,
            MessageType.NewSessionTicket => Rfc.Ticket,
            MessageType.Certificate => Rfc.Certificate,
            MessageType.ServerKeyExchange => Rfc.ServerKeyExchange,
            MessageType.CertificateRequest => Rfc.CertificateRequest,
            MessageType.ServerHelloDone => "RFC 5246, section 7.4.5",
            MessageType.CertificateVerify => Rfc.CertificateVerify,
            MessageType.ClientKeyExchange => Rfc.ClientKeyExchange,
            MessageType.Finished => Rfc.Finished,
            MessageType.CertificateStatus => "RFC 6066, section 8",
            _ => "IANA registry \"TLS HandshakeType\"",
        };
}
