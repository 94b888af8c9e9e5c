using DtlsNotebooks.Dissection.Extensions;
using DtlsNotebooks.Dissection.Keys;
using DtlsNotebooks.Dissection.Messages;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Dissection.Reading;

/// <summary>What the hellos of one handshake tell about all that follows.</summary>
internal sealed class HandshakeState(ReadOnlyMemory<byte> clientRandom, SessionSecrets secrets)
{
    private ServerHelloMessage? _answer;
    private SessionKeys? _keys;
    private bool _offers13;
    private string _noKeys = "The ServerHello was not seen, so the cipher suite is not known.";

    public HandshakeContext Context =>
        _answer is null
            ? HandshakeContext.Unknown
            : new HandshakeContext { Version = _answer.NegotiatedVersion, Suite = _answer.CipherSuite };

    public bool MayBeDtls13 => _answer is { } answer ? answer.NegotiatedVersion == DtlsVersion.Dtls13 : _offers13;

    public bool IsAnswered => _answer is not null;

    /// <summary>The IDs each side wants to be addressed by; null where it wants none (RFC 9146, section 3).</summary>
    private ReadOnlyMemory<byte>? IdOfClient { get; set; }

    public bool Belongs(ReadOnlyMemory<byte> random) => random.Span.SequenceEqual(clientRandom.Span);

    public bool Contradicts(ServerHelloMessage answer) =>
        _answer is { } known && !known.Random.Span.SequenceEqual(answer.Random.Span);

    public void Learn(ClientHelloMessage hello)
    {
        IdOfClient = hello.Extensions.Get<ConnectionIdExtension>()?.ConnectionId;
        _offers13 = hello.Extensions.Get<SupportedVersionsExtension>()?.Versions.Contains(DtlsVersion.Dtls13) ?? false;
    }

    public void Learn(ServerHelloMessage answer)
    {
        if (_answer is not null || answer.IsHelloRetryRequest)
            return;
        _answer = answer;
        _keys = MakeKeys(answer);
    }

    public HandshakeState Fork(ServerHelloMessage answer)
    {
        var other = new HandshakeState(clientRandom, secrets) { IdOfClient = IdOfClient };
        other.Learn(answer);
        return other;
    }

    /// <summary>The length of the connection ID in records from this sender; null where none was agreed.</summary>
    public int? ConnectionIdLength(Direction sender) =>
        (_answer?.Extensions.Get<ConnectionIdExtension>(), IdOfClient) switch
        {
            ({ } ofServer, { } ofClient) => sender == Direction.ToServer
                ? ofServer.ConnectionId.Length
                : ofClient.Length,
            _ => null,
        };

    public OpenResult Open(Direction sender, DtlsRecord record) =>
        _keys?.Open(sender, record) ?? OpenResult.Closed(_noKeys);

    private SessionKeys? MakeKeys(ServerHelloMessage answer)
    {
        if (answer.NegotiatedVersion != DtlsVersion.Dtls12 && answer.NegotiatedVersion != DtlsVersion.Dtls10)
        {
            _noKeys = $"Records of {answer.NegotiatedVersion} are not opened here, only those of DTLS 1.2 and 1.0.";
        }
        else if (!SessionKeys.CanOpen(answer.CipherSuite))
        {
            _noKeys = $"Records of {answer.CipherSuite} are not opened here.";
        }
        else if (secrets.Find(clientRandom.Span) is not { } secret)
        {
            _noKeys = "The session's keys are not known.";
        }
        else
        {
            return SessionKeys.Derive(
                answer.CipherSuite,
                secret,
                clientRandom.Span,
                answer.Random.Span,
                answer.Extensions.Has<EncryptThenMacExtension>(),
                answer.NegotiatedVersion
            );
        }

        return null;
    }
}
