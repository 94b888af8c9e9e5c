using DtlsNotebooks.Dissection.Keys;
using DtlsNotebooks.Dissection.Messages;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Dissection.Reading;

/// <summary>
/// What is remembered between the datagrams of one client and its server. It stays small, whatever is sent.
/// </summary>
internal sealed class ConversationState(SessionSecrets secrets)
{
    private const int MaxHandshakes = 4;
    private const int MaxNumbers = 1 << 16;

    private readonly List<HandshakeState> _handshakes = [];
    private readonly HashSet<(Direction Sender, int Handshake, int Epoch, ulong Number)> _numbers = [];
    private readonly Reassembler _ofClient = new();
    private readonly Reassembler _ofServer = new();

    /// <summary>How many handshakes were begun.</summary>
    public int Handshake { get; private set; }

    public HandshakeContext Context => _handshakes is [.., var latest] ? latest.Context : HandshakeContext.Unknown;

    /// <summary>
    /// Whether records of DTLS 1.3 may come: the client offered it, and the server did not choose another version.
    /// </summary>
    public bool MayBeDtls13 => _handshakes is [.., var latest] && latest.MayBeDtls13;

    public Reassembler Reassembler(Direction sender) => sender == Direction.ToServer ? _ofClient : _ofServer;

    /// <summary>Notes the number of a record; false if its sender used it before.</summary>
    public bool IsNewNumber(Direction sender, DtlsRecord record)
    {
        if (_numbers.Count >= MaxNumbers)
            _numbers.Clear();
        return _numbers.Add((sender, Handshake, record.Epoch, record.SequenceNumber));
    }

    public int? ConnectionIdLength(Direction sender) =>
        Enumerable
            .Reverse(_handshakes)
            .Select(handshake => handshake.ConnectionIdLength(sender))
            .FirstOrDefault(length => length is not null);

    public void Learn(HandshakeMessage message)
    {
        if (message.Body is ClientHelloMessage hello)
            Learn(hello);
        else if (message.Body is ServerHelloMessage answer)
            Learn(answer);
    }

    /// <summary>Tries the keys of the handshakes seen, the latest first.</summary>
    public OpenResult Open(Direction sender, DtlsRecord record)
    {
        OpenResult? first = null;
        for (int at = _handshakes.Count - 1; at >= 0; at--)
        {
            OpenResult result = _handshakes[at].Open(sender, record);
            if (result.Plaintext is not null)
                return result;
            first = first is null || !_handshakes[at + 1].IsAnswered ? result : first;
        }

        return first ?? OpenResult.Closed("The handshake that made its keys was not seen.");
    }

    private void Learn(ClientHelloMessage hello)
    {
        if (_handshakes is not [.., var latest] || !latest.Belongs(hello.Random))
        {
            Handshake++;
            Push(new HandshakeState(hello.Random, secrets));
        }

        _handshakes[^1].Learn(hello);
    }

    private void Learn(ServerHelloMessage answer)
    {
        if (_handshakes is not [.., var latest])
            return;
        if (latest.Contradicts(answer))
            Push(latest.Fork(answer));
        else
            latest.Learn(answer);
    }

    private void Push(HandshakeState handshake)
    {
        if (_handshakes.Count == MaxHandshakes)
            _handshakes.RemoveAt(0);
        _handshakes.Add(handshake);
    }
}
