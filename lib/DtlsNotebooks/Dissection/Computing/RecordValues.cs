using DtlsNotebooks.Dissection.Keys;
using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Proxy;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace DtlsNotebooks.Dissection.Computing;

/// <summary>Recomputes what protects an encrypted record: nonce, additional data, ciphertext and tag.</summary>
internal static class RecordValues
{
    /// <summary>The values of a record that was opened; for one that was not, why.</summary>
    public static IEnumerable<ComputedValue> Of(
        Direction sender,
        DissectedRecord record,
        SuiteId suite,
        IReadOnlyList<ComputedPart> keys
    )
    {
        var protection = SuiteProtection.Of(suite);
        if (record.Opened is not { } opened || protection.Kind is CipherKind.Other or CipherKind.Cbc)
            yield break;
        string side = sender == Direction.ToServer ? "client" : "server";
        byte[] iv = KeyBlock.Find(keys, $"{side}_write_IV");
        byte[] key = KeyBlock.Find(keys, $"{side}_write_key");
        // A record with a connection ID encrypts its type and padding too; its plaintext here is not all of it.
        if (record.Record.Form != RecordForm.Plain || key.Length == 0)
            yield break;
        byte[] nonce = Nonce(protection, record.Record, iv);
        yield return NonceValue(protection, record.Record, side, iv, nonce);
        byte[] additional = RecordOpener.AdditionalData(record.Record, opened.Plaintext.Length);
        yield return Additional(record.Record, opened, additional);
        yield return Sealed(protection, record.Record, opened, side, key, nonce, additional);
    }

    /// <summary>
    /// The tag that the receiver computes of a record that was changed on the way; nothing for one that arrived as it
    /// was sent, or whose header no longer leads to these keys.
    /// </summary>
    public static IEnumerable<ComputedValue> Arrived(
        Direction sender,
        DissectedRecord record,
        ReadOnlyMemory<byte> delivered,
        SuiteId suite,
        IReadOnlyList<ComputedPart> keys
    )
    {
        var protection = SuiteProtection.Of(suite);
        string side = sender == Direction.ToServer ? "client" : "server";
        byte[] key = KeyBlock.Find(keys, $"{side}_write_key");
        int end = record.Offset + DtlsRecord.HeaderLength + record.Record.Length;
        if (
            record.Opened is null
            || protection.Kind is CipherKind.Other or CipherKind.Cbc
            || record.Record.Form != RecordForm.Plain
            || key.Length == 0
            || delivered.Length < end
            || DtlsRecord.Parse(delivered[record.Offset..end]).Value is not { Form: RecordForm.Plain } arrived
            || (arrived.Epoch, arrived.Length) != (record.Record.Epoch, record.Record.Length)
            || arrived.ToArray().AsSpan().SequenceEqual(record.Record.ToArray())
        )
        {
            yield break;
        }

        byte[] nonce = Nonce(protection, arrived, KeyBlock.Find(keys, $"{side}_write_IV"));
        ReadOnlyMemory<byte> tag = arrived.Fragment[^protection.TagLength..];
        byte[] ciphertext = arrived.Fragment[protection.PrefixLength..^protection.TagLength].ToArray();
        byte[] additional = RecordOpener.AdditionalData(arrived, ciphertext.Length);
        // All these ciphers add a stream of their own to the text: zeros show it.
        byte[] plaintext = Seal(protection, key, nonce, additional, new byte[ciphertext.Length])[..ciphertext.Length];
        for (int at = 0; at < plaintext.Length; at++)
            plaintext[at] ^= ciphertext[at];
        byte[] expected = Seal(protection, key, nonce, additional, plaintext)[ciphertext.Length..];
        yield return new ComputedValue
        {
            Name = "tag, as the receiver computes it",
            Formula = $"the tag over what arrived, with {side}_write_key",
            Inputs =
            [
                new($"{side}_write_key", key, "from the key block"),
                new("nonce", nonce),
                new("additional data", additional, "from the header that arrived"),
                new("ciphertext", ciphertext, "as it arrived"),
                new("tag", tag, "as it arrived: it should be the same as the result"),
            ],
            Value = expected,
            State = tag.Span.SequenceEqual(expected) ? ComputedState.Verified : ComputedState.Wrong,
            Explanation =
                "One bit more or less, and the tag is another one altogether. The receiver compares, and throws the record away.",
            Source = "RFC 5246, section 6.2.3.3",
        };
    }

    private static byte[] Nonce(SuiteProtection protection, DtlsRecord record, byte[] iv)
    {
        if (protection.Kind != CipherKind.ChaCha20Poly1305)
            return [.. iv, .. record.Fragment.Span[..protection.PrefixLength]];
        byte[] number = Number(record);
        byte[] nonce = [.. new byte[4], .. number];
        for (int at = 0; at < nonce.Length; at++)
            nonce[at] ^= iv[at];
        return nonce;
    }

    private static byte[] Number(DtlsRecord record) =>
        new ByteWriter().UInt16(record.Epoch).Number(6, record.SequenceNumber).ToArray();

    private static ComputedValue NonceValue(
        SuiteProtection protection,
        DtlsRecord record,
        string side,
        byte[] iv,
        byte[] nonce
    )
    {
        bool chacha = protection.Kind == CipherKind.ChaCha20Poly1305;
        return new ComputedValue
        {
            Name = "nonce",
            Formula = chacha
                ? $"{side}_write_IV XOR (four zeros + epoch + sequence_number)"
                : $"{side}_write_IV + nonce_explicit, 12 bytes",
            Inputs =
            [
                new($"{side}_write_IV", iv, "the secret part, from the key block"),
                chacha
                    ? new("epoch and sequence_number", Number(record), "from the header")
                    : new("nonce_explicit", record.Fragment[..protection.PrefixLength], "sent in clear"),
            ],
            Value = nonce,
            State = ComputedState.Made,
            Explanation = "It must never come twice under one key.",
            Source = chacha ? "RFC 7905, section 2" : "RFC 5288, section 3",
        };
    }

    private static ComputedValue Additional(DtlsRecord record, OpenedRecord opened, byte[] additional) =>
        new()
        {
            Name = "additional data",
            Formula = "epoch + sequence_number + type + version + length of the plaintext, 13 bytes",
            Inputs =
            [
                new("epoch and sequence_number", Number(record)),
                new("type", new[] { (byte)record.Type }),
                new("version", record.Version.Value.ToBytes()),
                new("length of the plaintext", opened.Plaintext.Length.ToBytes()),
            ],
            Value = additional,
            State = ComputedState.Made,
            Explanation = "Not encrypted, but under the tag: nobody can change the header unseen.",
            Source = "RFC 5246, section 6.2.3.3",
        };

    private static ComputedValue Sealed(
        SuiteProtection protection,
        DtlsRecord record,
        OpenedRecord opened,
        string side,
        byte[] key,
        byte[] nonce,
        byte[] additional
    )
    {
        byte[] output = Seal(protection, key, nonce, additional, opened.Plaintext.Span);
        bool right = record.Fragment.Span[protection.PrefixLength..].SequenceEqual(output);
        return new ComputedValue
        {
            Name = "ciphertext and tag",
            Formula = $"AEAD-encrypt({side}_write_key, nonce, plaintext, additional data)",
            Inputs =
            [
                new($"{side}_write_key", key, "from the key block"),
                new("nonce", nonce),
                new("additional data", additional),
                new("plaintext", opened.Plaintext),
            ],
            Value = output,
            Parts =
            [
                new("ciphertext", output.AsMemory(..^protection.TagLength)),
                new("tag", output.AsMemory(^protection.TagLength..)),
            ],
            State = right ? ComputedState.Verified : ComputedState.Wrong,
            Explanation = right
                ? "Encrypted once more here: it is what was sent, byte for byte."
                : "Encrypted once more here, it is not what was sent.",
            Source = "RFC 5246, section 6.2.3.3",
        };
    }

    // Ciphertext and tag.
    private static byte[] Seal(
        SuiteProtection protection,
        byte[] key,
        byte[] nonce,
        byte[] additional,
        ReadOnlySpan<byte> plaintext
    )
    {
        IAeadCipher cipher = AeadOpener.NewCipher(protection.Kind);
        cipher.Init(true, new AeadParameters(new KeyParameter(key), 8 * protection.TagLength, nonce, additional));
        byte[] output = new byte[cipher.GetOutputSize(plaintext.Length)];
        int written = cipher.ProcessBytes(plaintext, output);
        written += cipher.DoFinal(output.AsSpan(written));
        return output[..written];
    }
}
