using DtlsNotebooks.Dissection.Messages;
using DtlsNotebooks.Dissection.Words;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Dissection.Flights;

/// <summary>
/// Finds flights and retransmissions in a conversation (RFC 6347, section 4.2.4). It looks at all
/// datagrams before it names one: only what follows a ServerHello tells whether the handshake is abbreviated.
/// </summary>
internal sealed class ConversationReader
{
    /// <summary>Whoever is woken by a datagram answers within this time; a longer silence is a timer's.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);

    private readonly IReadOnlyList<ConversationStep> _steps;
    private readonly IReadOnlyList<FlightItem>[] _items;
    private readonly Dictionary<int, HandshakeShape> _shapes = [];
    private readonly Dictionary<int, DissectedDatagram> _byNumber = [];
    private readonly Dictionary<(int Handshake, Direction Sender), int> _finishedLength = [];
    private readonly Dictionary<(int Handshake, Direction Sender, int Flight), int> _timesSent = [];

    private ConversationReader(IReadOnlyList<ConversationStep> steps)
    {
        _steps = steps;
        var sent = new SentMessages();
        _items = [.. steps.Select(step => step.IsCopy ? [] : sent.Note(step.Dissected))];
        foreach (ConversationStep step in steps)
            Note(step.Dissected);
    }

    public static IReadOnlyList<DissectedDatagram> Read(IReadOnlyList<ConversationStep> steps)
    {
        var reader = new ConversationReader(steps);
        return [.. steps.Select((_, at) => reader.ReadStep(at))];
    }

    private void Note(DissectedDatagram datagram)
    {
        if (!_shapes.TryGetValue(datagram.Handshake, out HandshakeShape? shape))
            _shapes.Add(datagram.Handshake, shape = new HandshakeShape());
        foreach (DissectedRecord record in datagram.Records)
            shape.Note(datagram.Sender, record);
    }

    private DissectedDatagram ReadStep(int at)
    {
        ConversationStep step = _steps[at];
        if (
            step.Captured.CopyOf is { } number
            && _byNumber.TryGetValue(number, out DissectedDatagram? original)
            && original.Bytes.Span.SequenceEqual(step.Dissected.Bytes.Span)
        )
        {
            return step.Dissected with
            {
                Label = original.Label,
                RecordLabels = original.RecordLabels,
                Fields = original.Fields,
                Flight = original.Flight,
                Retransmission = original.Retransmission,
            };
        }

        IReadOnlyList<FlightItem> items = _items[at];
        int? flight = items.Select(FlightOf).FirstOrDefault(found => found is not null);
        List<string> labels = LabelsOf(step.Dissected, items);
        DissectedDatagram result = step.Dissected with
        {
            Label = labels.Count == 0 ? step.Dissected.Label : RecordLabel.Join(labels),
            RecordLabels = labels,
            Fields = PartFields.Fill(step.Dissected, fragment => Find(items, fragment)?.Message.Message),
            Flight = flight,
            Retransmission = items.Count > 0 && items.All(item => item.SentBefore > 0),
        };
        result = result with { SilenceReason = ReasonFor(at, result, items) };
        _byNumber[step.Captured.Number] = result;
        return result;
    }

    private int? FlightOf(FlightItem item)
    {
        bool cookie = item.Message.Message?.Body is ClientHelloMessage hello
            ? !hello.Cookie.IsEmpty
            : item.Key.Sequence > 0;
        return _shapes[item.Key.Handshake].FlightOf(item.Key.Sender, item.Key.Type, cookie);
    }

    private List<string> LabelsOf(DissectedDatagram datagram, IReadOnlyList<FlightItem> items) =>
        [
            .. datagram.Records.Select(record =>
                IsFinished(datagram, record)
                    ? "Finished (encrypted)"
                    : RecordLabel.Of(record, fragment => PartOf(items, fragment))
            ),
        ];

    /// <summary>
    /// The first encrypted handshake message of a side is its Finished; a retransmission of it has the same length.
    /// </summary>
    private bool IsFinished(DissectedDatagram datagram, DissectedRecord record)
    {
        if (record is not { Type: RecordType.Handshake, IsReadable: false })
            return false;
        (int Handshake, Direction Sender) key = (datagram.Handshake, datagram.Sender);
        _finishedLength.TryAdd(key, record.Record.Length);
        return _finishedLength[key] == record.Record.Length;
    }

    private static string PartOf(IReadOnlyList<FlightItem> items, HandshakeFragment fragment) =>
        Find(items, fragment)?.Pass.PlaceOf(fragment.FragmentOffset, fragment.Length) is var (place, count)
            ? $"fragment {place}/{count}"
            : $"bytes {fragment.FragmentOffset} to {fragment.FragmentOffset + fragment.FragmentLength - 1} of "
                + $"{fragment.Length}";

    private static FlightItem? Find(IReadOnlyList<FlightItem> items, HandshakeFragment fragment) =>
        items.FirstOrDefault(item => ReferenceEquals(item.Fragment, fragment));

    /// <summary>
    /// The first datagram of a repeated flight: its timer ran out, unless the other side's own repetition woke it.
    /// </summary>
    private string? ReasonFor(int at, DissectedDatagram datagram, IReadOnlyList<FlightItem> items)
    {
        if (datagram.Flight is not { } flight)
            return ReasonAfterHandshake(at, datagram);
        (int Handshake, Direction Sender, int flight) key = (datagram.Handshake, datagram.Sender, flight);
        int times = items.Max(item => item.SentBefore);
        bool first = times > _timesSent.GetValueOrDefault(key);
        _timesSent[key] = Math.Max(times, _timesSent.GetValueOrDefault(key));
        if (!datagram.Retransmission || !first || WasWoken(at))
            return null;
        return datagram.Sender == Direction.ToServer
            ? "the client's retransmission timer runs out"
            : "the server's retransmission timer runs out";
    }

    /// <summary>
    /// What is no part of a handshake waits for no timer of DTLS: a program or its user decides when it is sent. An
    /// alert that ends a handshake to which nobody answered comes from the bound on the whole of it.
    /// </summary>
    private string? ReasonAfterHandshake(int at, DissectedDatagram datagram)
    {
        if (_steps[at].IsCopy || datagram.Records.Count == 0)
            return null;
        string sender = datagram.Sender == Direction.ToServer ? "client" : "server";
        if (datagram.Records[^1].Alert is { IsGoodbye: false } && IsUnfinished(datagram.Handshake))
        {
            return HeardNothing(at)
                ? $"handshake time-out: the {sender} gives up"
                : $"the {sender} holds its alert back";
        }
        return datagram.Records[^1].Type switch
        {
            RecordType.ApplicationData => $"the {sender} waits for its program or its user",
            RecordType.Alert when datagram.Records[^1].Alert is not { IsGoodbye: false } =>
                $"the {sender} waits for its program or its user",
            _ => null,
        };
    }

    // Whether the sender itself was the last that spoke, as far as it can know.
    private bool HeardNothing(int at)
    {
        for (int before = at - 1; before >= 0; before--)
        {
            ConversationStep step = _steps[before];
            if (step.Captured.Direction == _steps[at].Captured.Direction)
                return true;
            if (step.Arrived)
                return false;
        }
        return true;
    }

    private bool IsUnfinished(int handshake) =>
        !_steps.Any(step =>
            step.Dissected.Handshake == handshake
            && step.Dissected.Records.Any(record => record.Type == RecordType.ApplicationData)
        );

    private bool WasWoken(int at)
    {
        Direction sender = _steps[at].Captured.Direction;
        for (int before = at - 1; before >= 0; before--)
        {
            ConversationStep step = _steps[before];
            if (step.Captured.Direction == sender && !step.IsCopy)
                return false;
            if (_steps[at].Captured.Received - (step.Captured.Delivered ?? step.Captured.Received) > Soon)
                return false;
            if (step.Captured.Direction != sender && step.Arrived && (step.IsCopy || IsRepeated(before)))
                return true;
        }

        return false;
    }

    private bool IsRepeated(int at) => _items[at].Any(item => item.SentBefore > 0);
}
