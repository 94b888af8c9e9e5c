namespace DtlsNotebooks.Dissection.Flights;

/// <summary>All handshake messages of a conversation, by what makes them the same.</summary>
internal sealed class SentMessages
{
    private readonly Dictionary<MessageKey, SentMessage> _messages = [];

    /// <summary>Notes what a datagram carries, and tells where each part of it stands.</summary>
    public IReadOnlyList<FlightItem> Note(DissectedDatagram datagram)
    {
        var items = new List<FlightItem>();
        foreach (DissectedRecord record in datagram.Records)
        {
            if (record.Type == RecordType.Handshake && record.IsReadable)
            {
                items.AddRange(record.Fragments.Select(fragment => Note(datagram, record, fragment)));
            }
            else if (record.Type is RecordType.Handshake or RecordType.ChangeCipherSpec)
            {
                items.Add(
                    Note(
                        new MessageKey(
                            datagram.Handshake,
                            datagram.Sender,
                            record.Record.Epoch,
                            null,
                            record.Record.Length,
                            record.Type.Value
                        ),
                        0,
                        0,
                        null
                    )
                );
            }
        }

        return items;
    }

    private FlightItem Note(DissectedDatagram datagram, DissectedRecord record, HandshakeFragment fragment)
    {
        var key = new MessageKey(
            datagram.Handshake,
            datagram.Sender,
            record.Record.Epoch,
            fragment.Type,
            fragment.MessageSequence,
            RecordType.Handshake
        );
        FlightItem item = Note(
            key,
            fragment.FragmentOffset,
            fragment.FragmentOffset + fragment.FragmentLength,
            fragment
        );
        item.Message.Message ??= record.Messages.FirstOrDefault(message =>
            message.Type == fragment.Type && message.MessageSequence == fragment.MessageSequence
        );
        return item;
    }

    private FlightItem Note(MessageKey key, int start, int end, HandshakeFragment? fragment)
    {
        if (!_messages.TryGetValue(key, out SentMessage? message))
            _messages.Add(key, message = new SentMessage());
        (SendPass? pass, int number) = message.Add(start, end);
        return new FlightItem
        {
            Key = key,
            Message = message,
            Pass = pass,
            SentBefore = number,
            Fragment = fragment,
        };
    }
}
