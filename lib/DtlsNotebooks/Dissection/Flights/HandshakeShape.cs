using DtlsNotebooks.Dissection.Messages;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Dissection.Flights;

/// <summary>
/// Which of the handshakes of RFC 6347, section 4.2.4 it is: with a cookie or without, full (figure 1) or abbreviated
/// (figure 2).
/// </summary>
internal sealed class HandshakeShape
{
    private bool _cookie;
    private bool _serverSaidMore;
    private bool _serverChangedKeys;
    private ReadOnlyMemory<byte> _offeredSession;
    private ReadOnlyMemory<byte> _chosenSession;

    /// <summary>
    /// A session is resumed: the server changes to the new keys without a word of certificates or key exchange.
    /// </summary>
    private bool IsAbbreviated =>
        !_serverSaidMore
        && (_serverChangedKeys || (!_chosenSession.IsEmpty && _chosenSession.Span.SequenceEqual(_offeredSession.Span)));

    public void Note(Direction sender, DissectedRecord record)
    {
        _serverChangedKeys |= sender == Direction.ToClient && record.Type == RecordType.ChangeCipherSpec;
        foreach (HandshakeFragment fragment in record.Fragments)
            Note(sender, fragment.Type);
        foreach (HandshakeMessage message in record.Messages)
            Note(message.Body);
    }

    /// <summary>The flight of a message, or null where the figures have none.</summary>
    public int? FlightOf(Direction sender, MessageType? type, bool cookie) =>
        (sender, type) switch
        {
            (Direction.ToServer, MessageType.ClientHello) => cookie ? 3 : 1,
            (Direction.ToClient, MessageType.HelloVerifyRequest) => 2,
            (_, MessageType.HelloRequest) => null,
            (Direction.ToClient, _) when IsAbbreviated => _cookie ? 4 : 2,
            (Direction.ToServer, _) when IsAbbreviated => _cookie ? 5 : 3,
            (Direction.ToServer, _) => 5,
            (Direction.ToClient, null or MessageType.Finished or MessageType.NewSessionTicket) => 6,
            _ => 4,
        };

    private void Note(Direction sender, MessageType type)
    {
        _cookie |= type == MessageType.HelloVerifyRequest;
        _serverSaidMore |=
            sender == Direction.ToClient
            && type
                is (
                    MessageType.Certificate
                    or MessageType.ServerKeyExchange
                    or MessageType.CertificateRequest
                    or MessageType.ServerHelloDone
                );
    }

    private void Note(HandshakeBody? body)
    {
        if (body is ClientHelloMessage hello)
        {
            _cookie |= !hello.Cookie.IsEmpty;
            _offeredSession = hello.SessionId;
        }
        else if (body is ServerHelloMessage answer)
        {
            _chosenSession = answer.SessionId;
        }
    }
}
