namespace DtlsNotebooks.Dissection.Messages;

/// <summary>The names and the purposes of the handshake messages.</summary>
internal static class HandshakeNames
{
    public static string Of(HandshakeType type) =>
        Enum.IsDefined(type) ? type.ToString() : $"handshake message {(int)type}";

    public static string Meaning(HandshakeType type) =>
        type switch
        {
            HandshakeType.HelloRequest => "The server asks the client to start a new handshake.",
            HandshakeType.ClientHello => "The client offers what it can do and a random number of its own.",
            HandshakeType.ServerHello => "The server chooses from the offer and adds its own random number.",
            HandshakeType.HelloVerifyRequest =>
                "The server, which keeps nothing so far, asks the client to show that it receives at its address.",
            HandshakeType.NewSessionTicket =>
                "A sealed note of the session, which the client may show later to resume it.",
            HandshakeType.Certificate => "The sender's certificate, followed by those that vouch for it.",
            HandshakeType.ServerKeyExchange =>
                "The server's half of the key agreement, signed with the key of its certificate.",
            HandshakeType.CertificateRequest => "The server wants the client to show a certificate too.",
            HandshakeType.ServerHelloDone => "The server has said all; it is the client's turn.",
            HandshakeType.CertificateVerify =>
                "The client signs the handshake so far, which shows that the certificate is its own.",
            HandshakeType.ClientKeyExchange => "The client's half of the key agreement; now both can compute the keys.",
            HandshakeType.Finished =>
                "A checksum of the whole handshake under the new keys: it shows that nobody changed a message on "
                    + "the way.",
            HandshakeType.CertificateStatus => "A recent word of the certificate's authority that it is not revoked.",
            _ => "A handshake message that this library does not open further.",
        };

    public static string Source(HandshakeType type) =>
        type switch
        {
            HandshakeType.HelloRequest => "RFC 5246, section 7.4.1.1",
            HandshakeType.ClientHello => "RFC 6347, section 4.2.1",
            HandshakeType.ServerHello => Rfc.ServerHello,
            HandshakeType.HelloVerifyRequest => Rfc.Cookie,
            HandshakeType.NewSessionTicket => Rfc.Ticket,
            HandshakeType.Certificate => Rfc.Certificate,
            HandshakeType.ServerKeyExchange => Rfc.ServerKeyExchange,
            HandshakeType.CertificateRequest => Rfc.CertificateRequest,
            HandshakeType.ServerHelloDone => "RFC 5246, section 7.4.5",
            HandshakeType.CertificateVerify => Rfc.CertificateVerify,
            HandshakeType.ClientKeyExchange => Rfc.ClientKeyExchange,
            HandshakeType.Finished => Rfc.Finished,
            HandshakeType.CertificateStatus => "RFC 6066, section 8",
            _ => "IANA registry \"TLS HandshakeType\"",
        };
}
