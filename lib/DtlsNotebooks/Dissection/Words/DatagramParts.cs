using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Dissection.Words;

/// <summary>The records of a datagram as a picture tells them apart: what each is, and whether it is encrypted.</summary>
internal static class DatagramParts
{
    /// <summary>One part a record. The words of the datagram's label are used, where it has one for each record.</summary>
    public static IReadOnlyList<DatagramPart> Of(DissectedDatagram datagram)
    {
        IReadOnlyList<string> labels =
            datagram.RecordLabels.Count == datagram.Records.Count
                ? datagram.RecordLabels
                : [.. datagram.Records.Select(record => record.Label)];
        return
        [
            .. datagram
                .Records.Take(RecordLabel.MostParts)
                .Select((record, at) => new DatagramPart(labels[at], KindOf(record), record.Record.IsEncrypted)),
        ];
    }

    /// <summary>What decides the colour of the whole: an alert, or else the first record.</summary>
    public static MessageKind KindOf(DissectedDatagram datagram) =>
        KindOf(datagram.Records.FirstOrDefault(record => record.Type == RecordType.Alert) ?? datagram.Records[0]);

    private static MessageKind KindOf(DissectedRecord record) =>
        record.Type switch
        {
            RecordType.Handshake or RecordType.Ack => MessageKind.Handshake,
            RecordType.ChangeCipherSpec => MessageKind.ChangeCipherSpec,
            RecordType.Alert => KindOf(record.Alert),
            _ => MessageKind.ApplicationData,
        };

    private static MessageKind KindOf(Alert? alert) =>
        alert is null ? MessageKind.ClosedAlert
        : alert.IsGoodbye ? MessageKind.Goodbye
        : MessageKind.Alert;
}
