using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// A record protection that calls every record it cannot open a bad MAC, which the record layer drops in silence.
/// BouncyCastle's own ciphers call a record shorter than nonce and tag a decode_error, which ends the session.
/// </summary>
internal sealed class DiscardingCipher(TlsCipher cipher) : TlsCipher, TlsCipherExt
{
    private volatile TlsCipher? _cipher = cipher;
    private short? _handshakeType;

    private TlsCipher Cipher => _cipher ?? throw new TlsFatalAlert(AlertDescription.internal_error);

    /// <summary>
    /// Lets go of the keys, and seals and opens nothing from now on. BouncyCastle gives no way to write over them.
    /// </summary>
    internal void Forget() => _cipher = null;

    /// <summary>
    /// The type of the handshake message in the record that was opened last, and forgets it; null where there was none.
    /// The record layer itself says nothing of those that come after the handshake.
    /// </summary>
    internal short? TakeHandshakeType()
    {
        short? type = _handshakeType;
        _handshakeType = null;
        return type;
    }

    public bool UsesOpaqueRecordType => Cipher.UsesOpaqueRecordType;

    public TlsDecodeResult DecodeCiphertext(
        long seqNo,
        short recordType,
        ProtocolVersion recordVersion,
        byte[] ciphertext,
        int offset,
        int len
    )
    {
        try
        {
            TlsDecodeResult opened = Cipher.DecodeCiphertext(seqNo, recordType, recordVersion, ciphertext, offset, len);
            _handshakeType =
                opened.contentType == ContentType.handshake && opened.len > 0 ? opened.buf[opened.off] : null;
            return opened;
        }
        catch (TlsFatalAlert e) when (e.AlertDescription != AlertDescription.bad_record_mac)
        {
            throw new TlsFatalAlert(AlertDescription.bad_record_mac, e);
        }
    }

    public TlsEncodeResult EncodePlaintext(
        long seqNo,
        short contentType,
        ProtocolVersion recordVersion,
        int headerAllocation,
        byte[] plaintext,
        int offset,
        int len
    ) => Cipher.EncodePlaintext(seqNo, contentType, recordVersion, headerAllocation, plaintext, offset, len);

    public TlsEncodeResult EncodePlaintext(
        long seqNo,
        short contentType,
        ProtocolVersion recordVersion,
        int headerAllocation,
        ReadOnlySpan<byte> plaintext
    ) => Cipher.EncodePlaintext(seqNo, contentType, recordVersion, headerAllocation, plaintext);

    public int GetCiphertextDecodeLimit(int plaintextLimit) => Cipher.GetCiphertextDecodeLimit(plaintextLimit);

    public int GetCiphertextEncodeLimit(int plaintextLength, int plaintextLimit) =>
        Cipher.GetCiphertextEncodeLimit(plaintextLength, plaintextLimit);

    public int GetPlaintextLimit(int ciphertextLimit) => Cipher.GetPlaintextLimit(ciphertextLimit);

    public int GetPlaintextDecodeLimit(int ciphertextLimit) =>
        Cipher is TlsCipherExt exact
            ? exact.GetPlaintextDecodeLimit(ciphertextLimit)
            : Cipher.GetPlaintextLimit(ciphertextLimit);

    public int GetPlaintextEncodeLimit(int ciphertextLimit) =>
        Cipher is TlsCipherExt exact
            ? exact.GetPlaintextEncodeLimit(ciphertextLimit)
            : Cipher.GetPlaintextLimit(ciphertextLimit);

    public void RekeyDecoder() => Cipher.RekeyDecoder();

    public void RekeyEncoder() => Cipher.RekeyEncoder();
}
