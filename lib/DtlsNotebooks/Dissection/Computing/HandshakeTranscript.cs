using System.Security.Cryptography;
using DtlsNotebooks.Dissection.Extensions;
using DtlsNotebooks.Dissection.Keys;
using DtlsNotebooks.Dissection.Messages;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Dissection.Computing;

/// <summary>
/// All messages of one handshake in the order in which they were first sent, however often, in whatever pieces.
/// </summary>
internal sealed class HandshakeTranscript
{
    private readonly List<TranscriptEntry> _entries = [];
    private readonly HashSet<(Direction, MessageType, int, int)> _seen = [];

    public IReadOnlyList<TranscriptEntry> Entries => _entries;

    public ClientHelloMessage? Hello => Bodies<ClientHelloMessage>().LastOrDefault();

    public ServerHelloMessage? Answer => Bodies<ServerHelloMessage>().LastOrDefault();

    public bool IsResumed =>
        Answer is not null
        && !_entries.Any(entry => entry.Body is ClientKeyExchangeMessage or CertificateMessage)
        && Hello is { } hello
        && (
            (!hello.SessionId.IsEmpty && hello.SessionId.Span.SequenceEqual(Answer.SessionId.Span))
            || _entries.FirstOrDefault(entry => entry.Body is FinishedMessage)?.Sender == Direction.ToClient
        );

    public bool IsExtended => Answer?.Extensions.Has<ExtendedMasterSecretExtension>() ?? false;

    public bool IsDtls10 => Answer?.NegotiatedVersion == DtlsVersion.Dtls10;

    public bool UsesSha384 => Answer is { } answer && SuiteProtection.Of(answer.CipherSuite).Sha384;

    public string HashName =>
        IsDtls10 ? "MD5 and SHA-1"
        : UsesSha384 ? "SHA-384"
        : "SHA-256";

    public TranscriptEntry? First<T>()
        where T : HandshakeBody => _entries.FirstOrDefault(entry => entry.Body is T);

    public void Add(TranscriptEntry entry)
    {
        // An encrypted Finished has the epoch of the keys and counts on; only the first of each kind and number is new.
        bool cookie = entry.Body is ClientHelloMessage { Cookie.IsEmpty: false };
        if (_seen.Add((entry.Sender, entry.Message.Type, entry.Message.MessageSequence, cookie ? 1 : 0)))
            _entries.Add(entry);
    }

    /// <summary>
    /// What a hash covers before a message: neither the first ClientHello nor the HelloVerifyRequest where there was a
    /// cookie (RFC 6347, section 4.2.1), nor a HelloRequest (RFC 5246, section 7.4.1.1).
    /// </summary>
    public IReadOnlyList<TranscriptEntry> Before(TranscriptEntry? end)
    {
        bool cookie = _entries.Any(entry => entry.Body is HelloVerifyRequestMessage);
        return
        [
            .. _entries
                .TakeWhile(entry => entry != end)
                .Where(entry =>
                    entry.Message.Type is not (MessageType.HelloVerifyRequest or MessageType.HelloRequest)
                    && !(cookie && entry.Body is ClientHelloMessage { Cookie.IsEmpty: true })
                ),
        ];
    }

    public byte[] Hash(IReadOnlyList<TranscriptEntry> entries)
    {
        byte[] bytes = [.. entries.SelectMany(entry => entry.Hashed())];
#pragma warning disable CA5350, CA5351 // DTLS 1.0 hashes so (RFC 4346, section 7.4.9).
        return IsDtls10 ? [.. MD5.HashData(bytes), .. SHA1.HashData(bytes)]
            : UsesSha384 ? SHA384.HashData(bytes)
            : SHA256.HashData(bytes);
#pragma warning restore CA5350, CA5351
    }

    public byte[] Expand(ReadOnlySpan<byte> secret, string label, ReadOnlySpan<byte> seed, int length) =>
        IsDtls10
            ? TlsPrf.ExpandOld(secret, label, seed, length)
            : TlsPrf.Expand(UsesSha384, secret, label, seed, length);

    private IEnumerable<T> Bodies<T>() => _entries.Select(entry => entry.Body).OfType<T>();
}
