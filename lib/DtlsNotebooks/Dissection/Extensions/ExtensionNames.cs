using DtlsNotebooks.Dissection.Words;

namespace DtlsNotebooks.Dissection.Extensions;

/// <summary>What the extensions are for, and where they are specified.</summary>
internal static class ExtensionNames
{
    public static (string Meaning, string Source) Explain(ExtensionId type) =>
        type.Id switch
        {
            0 => (
                "The name of the host that the client wants, so that a server with many names shows the right "
                    + "certificate.",
                "RFC 6066, section 3"
            ),
            1 => ("The client asks for short records, because its memory is small.", "RFC 6066, section 4"),
            5 => ("The client would like a recent word that the certificate is not revoked.", "RFC 6066, section 8"),
            10 => (
                "The curves and other groups on which the sender can agree on a key, the one it likes most first.",
                "RFC 8422, section 5.1.1"
            ),
            11 => ("How points of a curve may be written.", "RFC 8422, section 5.1.2"),
            13 => ("How the other side may sign.", "RFC 5246, section 7.4.1.4.1"),
            14 => ("The keys of this handshake are to protect SRTP media.", "RFC 5764, section 4.1"),
            15 => ("Whether the other side may send heartbeats.", "RFC 6520, section 2"),
            16 => (
                "Which application protocols the client speaks; the server answers with one.",
                "RFC 7301, section 3.1"
            ),
            17 => ("As status_request, for every certificate of the chain.", "RFC 6961, section 2.2"),
            18 => ("Proof that the certificate stands in a public log.", "RFC 6962, section 3.3.1"),
            21 => ("Zeros that only make the message longer.", "RFC 7685, section 3"),
            22 => (
                "With a CBC suite: encrypt first, then authenticate, which is the safe order.",
                "RFC 7366, section 2"
            ),
            23 => (
                "The master secret is bound to the whole handshake, so that two connections never share one.",
                "RFC 7627, section 5.1"
            ),
            28 => ("The longest record that the sender takes.", "RFC 8449, section 4"),
            35 => ("A session ticket: empty to ask for one, filled to resume with it.", "RFC 5077, section 3.2"),
            41 => ("DTLS 1.3: a key both know from before.", "RFC 8446, section 4.2.11"),
            42 => ("DTLS 1.3: data before the handshake ends.", "RFC 8446, section 4.2.10"),
            43 => (
                "The versions the client knows; the server answers with the one it chose.",
                "RFC 8446, section 4.2.1"
            ),
            44 => ("DTLS 1.3: the cookie in its new place.", "RFC 8446, section 4.2.2"),
            45 => ("DTLS 1.3: how a known key may be used.", "RFC 8446, section 4.2.9"),
            49 => ("DTLS 1.3: the client can show a certificate later.", "RFC 8446, section 4.2.6"),
            50 => ("How certificates may be signed.", "RFC 8446, section 4.2.3"),
            51 => ("DTLS 1.3: public points for the key agreement.", "RFC 8446, section 4.2.8"),
            54 => (
                "The ID by which the sender wants to be addressed, so that the connection survives a change of "
                    + "its address.",
                "RFC 9146, section 3"
            ),
            0xFF01 => (
                "Binds a renewed negotiation to the one before it; empty in the first handshake.",
                "RFC 5746, section 3.2"
            ),
            _ => (
                "An extension that this library does not open further. A receiver ignores what it does not know.",
                Rfc.Extensions
            ),
        };
}
