using System.Net;
using DtlsNotebooks.Dissection.Flights;
using DtlsNotebooks.Dissection.Keys;
using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Dissection.Words;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Dissection;

/// <summary>
/// Lays open the datagrams between one client and its server, one after the other. It remembers what
/// later datagrams need: the suite, the parts of messages, the keys. Nothing makes it throw.
/// </summary>
/// <param name="secrets">The master secrets with which encrypted records are opened; null for none.</param>
public sealed class DtlsDissector(SessionSecrets? secrets = null)
{
    private readonly ConversationState _state = new(secrets ?? SessionSecrets.None);

    /// <summary>Lays open one datagram on its own.</summary>
    /// <param name="datagram">The payload of the datagram.</param>
    /// <param name="sender">Which way it travelled.</param>
    /// <returns>The datagram laid open; bytes that make no sense are named as such.</returns>
    public static DissectedDatagram DissectOne(ReadOnlyMemory<byte> datagram, Direction sender = Direction.ToServer) =>
        new DtlsDissector().Dissect(sender, datagram);

    /// <summary>
    /// Lays open the datagrams of a capture, several clients kept apart, with flights and retransmissions.
    /// </summary>
    /// <param name="datagrams">The datagrams in their order.</param>
    /// <param name="secrets">The master secrets with which encrypted records are opened; null for none.</param>
    /// <returns>One result a datagram, in the same order.</returns>
    /// <exception cref="ArgumentNullException">The list is null.</exception>
    public static IReadOnlyList<DissectedDatagram> DissectAll(
        IReadOnlyList<CapturedDatagram> datagrams,
        SessionSecrets? secrets = null
    )
    {
        ArgumentNullException.ThrowIfNull(datagrams);
        var results = new DissectedDatagram[datagrams.Count];
        foreach (
            IGrouping<
                (IPEndPoint Client, IPEndPoint Server),
                (CapturedDatagram datagram, int at)
            > conversation in datagrams
                .Select((datagram, at) => (datagram, at))
                .GroupBy(pair => (pair.datagram.Client, pair.datagram.Server))
        )
        {
            var dissector = new DtlsDissector(secrets);
            var steps = conversation
                .Select(pair => new ConversationStep(
                    pair.datagram,
                    dissector.Dissect(pair.datagram.Direction, pair.datagram.Payload)
                ))
                .ToList();
            foreach (
                ((CapturedDatagram datagram, int at) pair, DissectedDatagram? result) in conversation.Zip(
                    ConversationReader.Read(steps)
                )
            )
            {
                results[pair.at] = result;
            }
        }

        return results;
    }

    /// <summary>Lays open the next datagram.</summary>
    /// <param name="sender">Which way it travelled.</param>
    /// <param name="datagram">Its payload.</param>
    /// <returns>The datagram laid open; bytes that make no sense are named as such.</returns>
    public DissectedDatagram Dissect(Direction sender, ReadOnlyMemory<byte> datagram)
    {
        var reader = new FieldReader(datagram);
        var records = new List<DissectedRecord>();
        if (!datagram.IsEmpty && !IsPlausible(datagram.Span))
        {
            reader.Fail(
                "data",
                "This is not DTLS: a record begins with a content type from 20 to 26 and a version whose first "
                    + "byte is 254.",
                Rfc.Record
            );
        }

        while (reader.More)
            ReadRecord(reader, sender, records);
        return new DissectedDatagram
        {
            Sender = sender,
            Bytes = datagram,
            Records = records,
            Fields = reader.Fields,
            Problems = reader.Problems,
            Handshake = _state.Handshake,
            Label =
                records.Count == 0
                    ? $"not DTLS, {FieldReader.Count(datagram.Length)}"
                    : RecordLabel.Join(records.Select(record => record.Label)),
        };
    }

    private void ReadRecord(FieldReader reader, Direction sender, List<DissectedRecord> records)
    {
        int length = RecordHeader.Measure(reader.Rest.Span, _state.ConnectionIdLength(sender));
        (string? name, string? meaning) = Describe(reader.Rest.Span);
        DissectedRecord? found = reader.Group(
            length,
            name,
            meaning,
            Rfc.Record,
            new RecordReader(_state, sender).Read,
            record => record.Record.ToString()
        );
        if (found is not null)
            records.Add(found);
    }

    /// <summary>
    /// Text that begins with a digit looks like a record of DTLS 1.3, so such a one is believed only where DTLS 1.3
    /// was offered, or if all its lengths fit.
    /// </summary>
    private bool IsPlausible(ReadOnlySpan<byte> datagram)
    {
        if (!RecordHeader.IsUnified(datagram[0]))
            return RecordHeader.CanBegin(datagram);
        return _state.MayBeDtls13
            || ((datagram[0] & 0x14) == 0x04 && datagram.Length >= 21 && UnifiedHeader.FitsExactly(datagram));
    }

    private static (string Name, string Meaning) Describe(ReadOnlySpan<byte> bytes) =>
        RecordHeader.IsUnified(bytes[0]) ? ("DTLSCiphertext", "A record of DTLS 1.3, encrypted.")
        : bytes.Length >= 5 && (bytes[3] | bytes[4]) != 0 ? ("DTLSCiphertext", "A record, encrypted.")
        : ("DTLSPlaintext", "A record, in clear.");
}
