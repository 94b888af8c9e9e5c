using DtlsNotebooks.Dissection.Reading;

namespace DtlsNotebooks.Dissection.Words;

/// <summary>The dissection of a datagram in lines of text, as hovering over it shows them.</summary>
internal static class DatagramFacts
{
    private const int MostLines = 28;

    public static IReadOnlyList<string> Of(DissectedDatagram datagram)
    {
        var lines = datagram
            .Records.SelectMany(OfRecord)
            .Concat(datagram.Problems.Take(3).Select(problem => $"makes no sense at {problem}"))
            .Take(MostLines + 1)
            .ToList();
        return lines.Count <= MostLines ? lines : [.. lines.Take(MostLines - 1), "…"];
    }

    private static IEnumerable<string> OfRecord(DissectedRecord record)
    {
        yield return Header(record.Record);
        if (record.NumberRepeated)
            yield return "  the same record number was sent before; a receiver drops the second";
        if (!record.IsReadable)
            yield return $"  not opened: {record.NotOpened}";
        foreach (HandshakeFragment fragment in record.Fragments)
        {
            yield return $"  {fragment}";
            foreach (string fact in Find(record, fragment)?.Body?.Facts ?? [])
                yield return $"    {fact}";
        }

        if (record.Alert is { } alert)
            yield return $"  {(alert.Level == AlertSeverity.Fatal ? "fatal" : "warning")}: {alert.Name}";
        if (record.ApplicationData is { } data)
            yield return $"  {Hex.Text(data.Span, 80) ?? Hex.Short(data.Span)}";
    }

    private static HandshakeMessage? Find(DissectedRecord record, HandshakeFragment fragment) =>
        record.Messages.FirstOrDefault(message =>
            message.Type == fragment.Type && message.MessageSequence == fragment.MessageSequence
        );

    private static string Header(DtlsRecord record) =>
        record.Form switch
        {
            RecordForm.Unified => $"record of DTLS 1.3, encrypted, {FieldReader.Count(record.Length)}",
            RecordForm.ConnectionId =>
                $"{RecordHeader.TypeName((int)record.Type)} record, {record.Version}, epoch {record.Epoch}, number "
                    + $"{record.SequenceNumber}, connection ID {Hex.Short(record.ConnectionId.Span)}, "
                    + $"{FieldReader.Count(record.Length)}",
            _ => $"{RecordHeader.TypeName((int)record.Type)} record, {record.Version}, epoch {record.Epoch}, number "
                + $"{record.SequenceNumber}, {FieldReader.Count(record.Length)}",
        };
}
