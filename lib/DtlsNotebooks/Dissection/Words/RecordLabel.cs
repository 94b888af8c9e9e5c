using DtlsNotebooks.Dissection.Messages;
using DtlsNotebooks.Dissection.Reading;

namespace DtlsNotebooks.Dissection.Words;

/// <summary>Says in a few words what a record carries.</summary>
internal static class RecordLabel
{
    public const int MostParts = 8;

    public static string Of(DissectedRecord record, Func<HandshakeFragment, string>? part) =>
        record.Type switch
        {
            RecordType.Handshake when record.IsReadable => OfHandshake(record, part ?? Part),
            RecordType.Handshake => "handshake message · encrypted",
            RecordType.ChangeCipherSpec => "ChangeCipherSpec",
            RecordType.Alert => record.Alert?.ToString() ?? (record.IsReadable ? "alert" : "alert · encrypted"),
            RecordType.ApplicationData => OfData(record),
            RecordType.Heartbeat => record.IsReadable ? "heartbeat" : "heartbeat · encrypted",
            RecordType.Ack => "ACK",
            null => record.Record.Form == RecordForm.Unified
                ? "DTLS 1.3 record · encrypted"
                : "record with connection ID · encrypted",
            _ => $"record of type {(int)record.Type}",
        };

    /// <summary>
    /// The words side by side; a datagram made to hold thousands of messages gets no label of that length.
    /// </summary>
    public static string Join(IEnumerable<string> labels)
    {
        var first = labels.Take(MostParts + 1).ToList();
        return string.Join(" · ", first.Count <= MostParts ? first : [.. first.Take(MostParts), "…"]);
    }

    private static string Part(HandshakeFragment fragment) =>
        $"bytes {fragment.FragmentOffset} to {fragment.FragmentOffset + fragment.FragmentLength - 1} of "
        + $"{fragment.Length}";

    private static string OfHandshake(DissectedRecord record, Func<HandshakeFragment, string> part)
    {
        if (record.Fragments.Count == 0)
            return "handshake message";
        return Join(
            record.Fragments.Select(fragment =>
                fragment.IsWhole
                    ? record
                        .Messages.FirstOrDefault(message =>
                            message.Type == fragment.Type && message.MessageSequence == fragment.MessageSequence
                        )
                        ?.Label
                        ?? HandshakeNames.Of(fragment.Type)
                    : $"{HandshakeNames.Of(fragment.Type)} ({part(fragment)})"
            )
        );
    }

    private static string OfData(DissectedRecord record) =>
        record.ApplicationData is { } data
            ? Hex.Text(data.Span, 96) ?? $"application data, {FieldReader.Count(data.Length)}"
            : "application data · encrypted";
}
