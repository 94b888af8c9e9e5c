using DtlsNotebooks.Dissection.Messages;
using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Dissection.Words;

namespace DtlsNotebooks.Dissection;

/// <summary>
/// A handshake message or a part of one, with the header that DTLS gives it (RFC 6347, section 4.2.2).
/// </summary>
public sealed record HandshakeFragment
{
    /// <summary>The length of the handshake header in bytes.</summary>
    public const int HeaderLength = 12;

    /// <summary>Which message it is.</summary>
    public required MessageType Type { get; init; }

    /// <summary>The length of the whole message in bytes, without headers.</summary>
    public required int Length { get; init; }

    /// <summary>The number of the message, from 0 for each side; a retransmission keeps it.</summary>
    public required int MessageSequence { get; init; }

    /// <summary>Where this part begins in the message.</summary>
    public int FragmentOffset { get; init; }

    /// <summary>The bytes of this part.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The length of this part in bytes.</summary>
    public int FragmentLength => Body.Length;

    /// <summary>Whether this part is the whole message.</summary>
    public bool IsWhole => FragmentOffset == 0 && Body.Length == Length;

    /// <summary>A message in one piece.</summary>
    /// <param name="body">The content of the message.</param>
    /// <param name="messageSequence">The number of the message.</param>
    /// <returns>The message with its header.</returns>
    /// <exception cref="ArgumentNullException">The content is null.</exception>
    public static HandshakeFragment Whole(HandshakeBody body, int messageSequence)
    {
        ArgumentNullException.ThrowIfNull(body);
        byte[] bytes = body.ToArray();
        return new HandshakeFragment
        {
            Type = body.Type,
            Length = bytes.Length,
            MessageSequence = messageSequence,
            Body = bytes,
        };
    }

    /// <summary>The message cut into parts of at most so many bytes each.</summary>
    /// <param name="most">The most bytes of a part, at least 1.</param>
    /// <returns>The parts in order.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is below 1.</exception>
    public IReadOnlyList<HandshakeFragment> Split(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var parts = new List<HandshakeFragment>();
        for (int start = 0; start < Body.Length || start == 0; start += most)
        {
            ReadOnlyMemory<byte> part = Body.Slice(start, Math.Min(most, Body.Length - start));
            parts.Add(this with { FragmentOffset = FragmentOffset + start, Body = part });
        }

        return parts;
    }

    /// <summary>Header and body as they travel.</summary>
    /// <returns>A new array.</returns>
    public byte[] ToArray() =>
        new ByteWriter()
            .UInt8((int)Type)
            .UInt24(Length)
            .UInt16(MessageSequence)
            .UInt24(FragmentOffset)
            .Vector(3, Body.Span)
            .ToArray();

    /// <summary>An unencrypted record with this fragment alone.</summary>
    /// <param name="recordSequence">The number of the record in epoch 0.</param>
    /// <param name="version">
    /// The version for the record's header; DTLS 1.2 if left out. Clients mostly write DTLS 1.0 before a version is
    /// agreed.
    /// </param>
    /// <returns>The record.</returns>
    public DtlsRecord ToRecord(ulong recordSequence, DtlsVersion? version = null) =>
        new()
        {
            Type = RecordType.Handshake,
            Version = version ?? DtlsVersion.Dtls12,
            SequenceNumber = recordSequence,
            Fragment = ToArray(),
        };

    /// <summary>Reads one handshake message or part of one. Never throws.</summary>
    /// <param name="bytes">Header and body; more bytes after them are a problem.</param>
    /// <returns>The fragment, or where and why the bytes make no sense.</returns>
    public static Dissected<HandshakeFragment> Parse(ReadOnlyMemory<byte> bytes) =>
        Dissected<HandshakeFragment>.Of(
            bytes,
            reader =>
                Read(
                    reader,
                    (inner, _) => inner.Bytes(inner.Remaining, "body", "The message or a part of it.", Rfc.Handshake)
                )
        );

    /// <summary>Reads header and body; <paramref name="readBody"/> names the bytes of the body.</summary>
    internal static HandshakeFragment? Read(FieldReader reader, Action<FieldReader, HandshakeFragment> readBody)
    {
        var type = (MessageType)
            reader.UInt8(
                "msg_type",
                "Which handshake message this is.",
                Rfc.Handshake,
                value => HandshakeNames.Of((MessageType)value)
            );
        int length = reader.UInt24(
            "length",
            "How many bytes the whole message has, without this header.",
            Rfc.Handshake,
            FieldReader.Count
        );
        int sequence = reader.UInt16(
            "message_seq",
            "Numbers the messages of each side. A retransmission keeps the number, so a receiver sees what it has "
                + "already.",
            Rfc.Handshake
        );
        int offset = reader.UInt24(
            "fragment_offset",
            "Where this part begins in the message; 0 if it is the first.",
            Rfc.Handshake
        );
        int size = reader.UInt24(
            "fragment_length",
            "How many bytes of the message are here. Less than length: the message is cut into parts.",
            Rfc.Handshake,
            FieldReader.Count
        );
        if (!reader.Failed && offset + size > length)
            reader.Blame($"This part would end at byte {offset + size} of a message of {FieldReader.Count(length)}.");
        if (reader.Failed || size > reader.Remaining)
        {
            reader.Bytes(size, "body", "The message or a part of it.", Rfc.Handshake);
            return null;
        }

        var fragment = new HandshakeFragment
        {
            Type = type,
            Length = length,
            MessageSequence = sequence,
            FragmentOffset = offset,
            Body = reader.Rest[..size],
        };
        reader.Group(
            size,
            HandshakeNames.Of(type),
            HandshakeNames.Meaning(type),
            HandshakeNames.Source(type),
            inner =>
            {
                readBody(inner, fragment);
                return fragment;
            }
        );
        return offset + size > length ? null : fragment;
    }

    /// <summary>The message and which part of it this is.</summary>
    public override string ToString() =>
        IsWhole
            ? $"{HandshakeNames.Of(Type)}, message {MessageSequence}, {FieldReader.Count(Length)}"
            : $"{HandshakeNames.Of(Type)}, message {MessageSequence}, bytes {FragmentOffset} to "
                + $"{FragmentOffset + FragmentLength - 1} of {Length}";
}
