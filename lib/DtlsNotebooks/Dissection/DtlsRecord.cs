using DtlsNotebooks.Dissection.Reading;

namespace DtlsNotebooks.Dissection;

/// <summary>
/// A DTLS record: a header and a fragment, which is encrypted from epoch 1 on (RFC 6347, section 4.1).
/// </summary>
public sealed record DtlsRecord
{
    /// <summary>The length of the header of DTLS 1.0 and 1.2 in bytes, without a connection ID.</summary>
    public const int HeaderLength = 13;

    /// <summary>The most bytes a fragment may have: 2^14, and 2048 for encryption (RFC 5246, section 6.2.3).</summary>
    public const int MaxFragmentLength = (1 << 14) + 2048;

    /// <summary>How the header is laid out.</summary>
    public RecordForm Form { get; init; }

    /// <summary>
    /// What it carries; for a unified header, which does not say, <see cref="RecordType.ApplicationData"/>.
    /// </summary>
    public required RecordType Type { get; init; }

    /// <summary>The version in the header; for a unified header DTLS 1.3.</summary>
    public DtlsVersion Version { get; init; } = DtlsVersion.Dtls12;

    /// <summary>Counts the changes of keys: 0 is without keys; for a unified header only its last two bits.</summary>
    public int Epoch { get; init; }

    /// <summary>The record's number in its epoch, 48 bits; for a unified header the 8 or 16 encrypted bits.</summary>
    public ulong SequenceNumber { get; init; }

    /// <summary>The connection ID; empty for none.</summary>
    public ReadOnlyMemory<byte> ConnectionId { get; init; }

    /// <summary>What follows the header.</summary>
    public required ReadOnlyMemory<byte> Fragment { get; init; }

    /// <summary>The header's length field: the bytes of <see cref="Fragment"/>.</summary>
    public int Length => Fragment.Length;

    /// <summary>Whether the fragment is encrypted: from epoch 1 on.</summary>
    public bool IsEncrypted => Form != RecordForm.Plain || Epoch > 0;

    /// <summary>The record as it travels.</summary>
    /// <returns>Header and fragment.</returns>
    /// <exception cref="InvalidOperationException">
    /// The form is <see cref="RecordForm.Unified"/>, or the fragment has more than 65,535 bytes.
    /// </exception>
    public byte[] ToArray()
    {
        if (Form == RecordForm.Unified)
        {
            throw new InvalidOperationException(
                "A record of DTLS 1.3 cannot be written: its sequence number is encrypted. Use the form Plain or "
                    + "ConnectionId."
            );
        }

        ByteWriter writer = new ByteWriter()
            .UInt8((int)Type)
            .UInt16(Version.Value)
            .UInt16(Epoch)
            .Number(6, SequenceNumber);
        if (Form == RecordForm.ConnectionId)
            writer.Bytes(ConnectionId.Span);
        return writer.Vector(2, Fragment.Span).ToArray();
    }

    /// <summary>Reads one record. Never throws.</summary>
    /// <param name="bytes">The bytes of the record; more bytes after it are a problem.</param>
    /// <param name="connectionIdLength">
    /// The length of the connection ID, which the record itself does not tell; null where it is not known.
    /// </param>
    /// <returns>The record, or where and why the bytes make no sense.</returns>
    public static Dissected<DtlsRecord> Parse(ReadOnlyMemory<byte> bytes, int? connectionIdLength = null) =>
        Dissected<DtlsRecord>.Of(
            bytes,
            reader => RecordHeader.Read(reader, connectionIdLength, RecordHeader.ReadOpaque)
        );

    /// <summary>Type, epoch, sequence number and length, in words.</summary>
    public override string ToString() =>
        $"{Type}, {Version}, epoch {Epoch}, sequence number {SequenceNumber}, {FieldReader.Count(Length)}";
}
