using DtlsNotebooks.Dissection.Keys;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Dissection.Computing;

/// <summary>Finds and recomputes all computed values in the datagrams between one client and its server.</summary>
internal static class ConversationValues
{
    /// <summary>The values, each with the datagram in which it stands.</summary>
    /// <param name="datagrams">The datagrams, in the order in which they were sent.</param>
    /// <param name="dissected">The same, laid open.</param>
    /// <param name="secrets">The master secrets that are known.</param>
    public static IReadOnlyList<ComputedValue> Of(
        IReadOnlyList<CapturedDatagram> datagrams,
        IReadOnlyList<DissectedDatagram> dissected,
        SessionSecrets secrets
    )
    {
        Dictionary<int, HandshakeTranscript> transcripts = Transcripts(datagrams, dissected);
        List<ComputedValue> values = [];
        Dictionary<int, IReadOnlyList<ComputedPart>> keys = [];
        foreach ((int handshake, HandshakeTranscript transcript) in transcripts)
        {
            byte[]? master = transcript.Hello is { } hello ? secrets.Find(hello.Random.Span) : null;
            List<ComputedValue> found = [.. new HandshakeValues(transcript, master).All()];
            values.AddRange(found);
            keys[handshake] = master is null
                ? []
                : found.FirstOrDefault(value => value.Name == "key block")?.Parts ?? [];
        }
        for (int at = 0; at < datagrams.Count; at++)
        {
            if (
                !keys.TryGetValue(dissected[at].Handshake, out IReadOnlyList<ComputedPart>? parts)
                || transcripts[dissected[at].Handshake].Answer is not { } answer
            )
            {
                continue;
            }
            for (int record = 0; record < dissected[at].Records.Count; record++)
            {
                DissectedRecord one = dissected[at].Records[record];
                (CapturedDatagram datagram, Direction sender) = (datagrams[at], dissected[at].Sender);
                values.AddRange(
                    RecordValues
                        .Of(sender, one, answer.CipherSuite, parts)
                        .Concat(RecordValues.Arrived(sender, one, datagram.DeliveredPayload, answer.CipherSuite, parts))
                        .Select(value => value with { Datagram = datagram.Number, Record = record })
                );
            }
        }
        return [.. values.OrderBy(value => value.Datagram).ThenBy(value => value.Record)];
    }

    private static Dictionary<int, HandshakeTranscript> Transcripts(
        IReadOnlyList<CapturedDatagram> datagrams,
        IReadOnlyList<DissectedDatagram> dissected
    )
    {
        Dictionary<int, HandshakeTranscript> transcripts = [];
        for (int at = 0; at < datagrams.Count; at++)
        {
            if (!transcripts.TryGetValue(dissected[at].Handshake, out HandshakeTranscript? transcript))
                transcripts.Add(dissected[at].Handshake, transcript = new HandshakeTranscript());
            for (int record = 0; record < dissected[at].Records.Count; record++)
            {
                foreach (HandshakeMessage message in dissected[at].Records[record].Messages)
                    transcript.Add(new TranscriptEntry(dissected[at].Sender, message, datagrams[at].Number, record));
            }
        }
        return transcripts;
    }
}
