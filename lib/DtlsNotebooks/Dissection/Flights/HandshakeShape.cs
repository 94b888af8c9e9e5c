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
        _serverChangedKeys |= sender == Direction.ToClient && record.Type == ContentType.ChangeCipherSpec;
        foreach (HandshakeFragment fragment in record.Fragments)
            Note(sender, fragment.Type);
        foreach (HandshakeMessage message in record.Messages)
            Note(message.Body);
    }

    /// <summary>The flight of a message, or null where the figures have none.</summary>
    public int? FlightOf(Direction sender, HandshakeType? type, bool cookie) =>
        (sender, type) switch
        {
            (Direction.ToServer, HandshakeType.ClientHello) => cookie ? 3 : 1,
            (Direction.ToClient, HandshakeType.HelloVerifyRequest) => 2,
            (_, HandshakeType.HelloRequest) => null,
            (Direction.ToClient, _) when IsAbbreviated => _cookie ? 4 : 2,
            (Direction.ToServer, _) when IsAbbreviated => _cookie ? 5 : 3,
            (Direction.ToServer, _) => 5,
            (Direction.ToClient, null or HandshakeType.Finished or HandshakeType.NewSessionTicket) => 6,
            _ => 4,
        };

    private void Note(Direction sender, HandshakeType type)
    {
        _cookie |= type == HandshakeType.HelloVerifyRequest;
        _serverSaidMore |=
            sender == Direction.ToClient
            && type
                is (
                    HandshakeType.Certificate
                    or HandshakeType.ServerKeyExchange
                    or HandshakeType.CertificateRequest
                    or HandshakeType.ServerHelloDone
                );
    }

    private void Note(HandshakeBody? body)
    {
        if (body is ClientHello hello)
        {
            _cookie |= !hello.Cookie.IsEmpty;
            _offeredSession = hello.SessionId;
        }
        else if (body is ServerHello answer)
        {
            _chosenSession = answer.SessionId;
        }
    }
}
