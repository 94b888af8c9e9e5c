using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DtlsNotebooks.Dissection.Messages;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Dissection.Computing;

/// <summary>Checks the signatures of a handshake with the public keys of the certificates that were shown.</summary>
internal static class SignatureValues
{
    public static IEnumerable<ComputedValue> Of(HandshakeTranscript transcript)
    {
        foreach (TranscriptEntry entry in transcript.Entries)
        {
            if (
                entry.Body is ServerKeyExchangeMessage { Signature: { } signature }
                && transcript is { Hello: { } hello, Answer: { } answer }
            )
            {
                int end = entry.Message.Bytes.Length - signature.Value.Length - (signature.Scheme is null ? 2 : 4);
                byte[] text = [.. hello.Random.Span, .. answer.Random.Span, .. entry.Message.Bytes.Span[..end]];
                yield return Value(
                    transcript,
                    entry,
                    "signature of the server",
                    "signed(client_random + server_random + the parameters before the signature)",
                    [
                        new("client_random", hello.Random),
                        new("server_random", answer.Random),
                        new("parameters", entry.Message.Bytes[..end]),
                    ],
                    text,
                    signature,
                    "RFC 5246, section 7.4.3"
                );
            }
            else if (entry.Body is CertificateVerifyMessage { Signature: { } proof })
            {
                IReadOnlyList<TranscriptEntry> covered = transcript.Before(entry);
                yield return Value(
                    transcript,
                    entry,
                    "signature of the client",
                    "signed(all handshake messages before this one)",
                    [new("handshake messages", default, string.Join(", ", covered.Select(one => one.Message.Label)))],
                    [.. covered.SelectMany(one => one.Hashed())],
                    proof,
                    "RFC 5246, section 7.4.8"
                );
            }
        }
    }

    private static ComputedValue Value(
        HandshakeTranscript transcript,
        TranscriptEntry entry,
        string name,
        string formula,
        IReadOnlyList<ComputedPart> inputs,
        byte[] text,
        DigitalSignature signature,
        string source
    )
    {
        bool? right = Verify(Certificate(transcript, entry.Sender), text, signature);
        return new ComputedValue
        {
            Name = name,
            Formula = formula,
            Inputs =
            [
                .. inputs,
                new("signature_algorithm", default, signature.Scheme?.Name ?? "the one of the certificate's key"),
            ],
            Value = signature.Value,
            State =
                right is null ? ComputedState.Closed
                : right.Value ? ComputedState.Verified
                : ComputedState.Wrong,
            Explanation =
                right is null
                    ? "It is not checked here: the certificate was not seen, or the way of signing is not known here."
                : right.Value
                    ? "Checked with the public key of the certificate: whoever sent this has the private key to it."
                : "It does not fit the certificate's public key and these bytes: a peer ends the handshake here.",
            Source = source,
            Datagram = entry.Datagram,
            Record = entry.Record,
        };
    }

    private static ReadOnlyMemory<byte>? Certificate(HandshakeTranscript transcript, Direction sender)
    {
        CertificateMessage? message = transcript
            .Entries.Where(entry => entry.Sender == sender)
            .Select(entry => entry.Body)
            .OfType<CertificateMessage>()
            .FirstOrDefault();
        return message is { Certificates.Count: > 0 } ? message.Certificates[0].Der : null;
    }

    private static bool? Verify(ReadOnlyMemory<byte>? certificate, byte[] text, DigitalSignature signature)
    {
        if (certificate is not { } der || signature.Scheme is not { } scheme)
            return null;
        try
        {
            using X509Certificate2 shown = X509CertificateLoader.LoadCertificate(der.Span);
            return (scheme.Id >> 8, scheme.Id & 0xFF) switch
            {
                (>= 2 and <= 6, 3) => VerifyEcdsa(shown, text, signature, Hash(scheme.Id >> 8)),
                (>= 2 and <= 6, 1) => VerifyRsa(
                    shown,
                    text,
                    signature,
                    Hash(scheme.Id >> 8),
                    RSASignaturePadding.Pkcs1
                ),
                (8, >= 4 and <= 6) => VerifyRsa(
                    shown,
                    text,
                    signature,
                    Hash(scheme.Id & 0xFF),
                    RSASignaturePadding.Pss
                ),
                _ => null,
            };
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static bool? VerifyEcdsa(
        X509Certificate2 shown,
        byte[] text,
        DigitalSignature signature,
        HashAlgorithmName hash
    )
    {
        using ECDsa? key = shown.GetECDsaPublicKey();
        return key?.VerifyData(text, signature.Value.Span, hash, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static bool? VerifyRsa(
        X509Certificate2 shown,
        byte[] text,
        DigitalSignature signature,
        HashAlgorithmName hash,
        RSASignaturePadding padding
    )
    {
        using RSA? key = shown.GetRSAPublicKey();
        return key?.VerifyData(text, signature.Value.Span, hash, padding);
    }

    // The registry's numbers of hashes (RFC 5246, section 7.4.1.4.1); those of PSS count the same.
    private static HashAlgorithmName Hash(int number) =>
        number switch
        {
            2 => HashAlgorithmName.SHA1,
            5 => HashAlgorithmName.SHA384,
            6 => HashAlgorithmName.SHA512,
            _ => HashAlgorithmName.SHA256,
        };
}
