using System.Text;
using DtlsNotebooks.Dissection.Messages;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Dissection.Computing;

/// <summary>Recomputes what the two ends of a handshake computed.</summary>
internal sealed class HandshakeValues(HandshakeTranscript transcript, byte[]? master)
{
    private const int VerifyDataLength = 12;
    private const string NoKeys =
        "The key log of this session was not given, so that what follows from the master secret stays closed.";

    /// <summary>All values, in the order in which they are used.</summary>
    public IEnumerable<ComputedValue> All() =>
        [.. Cookie(), .. SignatureValues.Of(transcript), .. Secrets(), .. Finished()];

    private IEnumerable<ComputedValue> Cookie()
    {
        if (
            transcript.First<HelloVerifyRequestMessage>() is not { Body: HelloVerifyRequestMessage request } asked
            || transcript.First<ClientHelloMessage>() is not { Body: ClientHelloMessage hello }
        )
        {
            yield break;
        }
        yield return new ComputedValue
        {
            Name = "cookie",
            Formula = "HMAC(secret of the server, client's IP address and port + what its ClientHello says)",
            Inputs =
            [
                new("secret of the server", default, "drawn by the server, changed now and then, told to nobody"),
                new("client's address", default, "the one from which the ClientHello came"),
                new("client_version", hello.Version.Value.ToBytes()),
                new("random", hello.Random),
                new("session_id", hello.SessionId, hello.SessionId.IsEmpty ? "empty" : ""),
            ],
            Value = request.Cookie,
            State = ComputedState.Closed,
            Explanation =
                "Only the server can recompute it. It need not remember it: when the cookie comes back, it hashes again "
                + "and compares.",
            Source = "RFC 6347, section 4.2.1",
            Datagram = asked.Datagram,
            Record = asked.Record,
        };
        TranscriptEntry? back = transcript.Entries.FirstOrDefault(entry =>
            entry.Body is ClientHelloMessage { Cookie.IsEmpty: false }
        );
        if (back is { Body: ClientHelloMessage again })
            yield return CookieBack(back, hello, again, request);
    }

    private static ComputedValue CookieBack(
        TranscriptEntry entry,
        ClientHelloMessage hello,
        ClientHelloMessage again,
        HelloVerifyRequestMessage request
    )
    {
        bool cookie = again.Cookie.Span.SequenceEqual(request.Cookie.Span);
        bool rest =
            again.Random.Span.SequenceEqual(hello.Random.Span) && again.CipherSuites.SequenceEqual(hello.CipherSuites);
        return new ComputedValue
        {
            Name = "cookie, sent back",
            Formula = "the cookie of the HelloVerifyRequest, byte for byte; random and cipher suites as before",
            Inputs = [new("cookie of the HelloVerifyRequest", request.Cookie)],
            Value = again.Cookie,
            State = cookie && rest ? ComputedState.Verified : ComputedState.Wrong,
            Explanation = cookie
                ? rest
                    ? "It is the same: the client receives at the address from which it sends."
                    : "The cookie is the same, but the rest of the ClientHello changed, which a server refuses."
                : "It is another cookie: the server answers with a new HelloVerifyRequest.",
            Source = "RFC 6347, section 4.2.1",
            Datagram = entry.Datagram,
            Record = entry.Record,
        };
    }

    private IEnumerable<ComputedValue> Secrets()
    {
        if (transcript is not { Hello: { } hello, Answer: { } answer })
            yield break;
        TranscriptEntry? exchange = transcript.First<ClientKeyExchangeMessage>();
        TranscriptEntry at = exchange ?? transcript.First<ServerHelloMessage>()!;
        if (exchange is not null)
            yield return Premaster(exchange, answer);
        if (exchange is not null || transcript.IsResumed)
            yield return Master(at, exchange, hello, answer);
        if (KeyBlock.CanCut(answer.CipherSuite) && (exchange is not null || transcript.IsResumed))
            yield return Block(at, hello, answer);
    }

    private static ComputedValue Premaster(TranscriptEntry exchange, ServerHelloMessage answer)
    {
        string way = answer.CipherSuite.KeyExchange;
        bool elliptic = way.StartsWith("ECDHE", StringComparison.Ordinal);
        bool diffie = way.StartsWith("DHE", StringComparison.Ordinal);
        string missing =
            elliptic || diffie ? "the private number of one of the two ends, which each threw away after use"
            : way == "RSA" ? "the private key of the server's certificate"
            : "the key that both ends share";
        return new ComputedValue
        {
            Name = "pre-master secret",
            Formula =
                elliptic ? "ECDH(own private number, the other's public point): the x coordinate"
                : diffie ? "DH: the other's public number, raised to the own private number, modulo the prime"
                : way == "RSA" ? "48 bytes that the client drew, encrypted with the server's public key"
                : "made from the key that both ends share",
            Inputs = [new(missing, default, "neither on the wire nor in a key log")],
            State = ComputedState.Closed,
            Explanation =
                "A key log keeps the master secret, which is made from it, and not this one. "
                + (
                    elliptic || diffie
                        ? "So nobody can compute it afterwards, not even with the server's private key: forward secrecy."
                        : "Whoever gets that key opens every recorded conversation."
                ),
            Source = elliptic ? "RFC 8422, section 5.10" : "RFC 5246, section 8.1",
            Datagram = exchange.Datagram,
            Record = exchange.Record,
        };
    }

    private ComputedValue Master(
        TranscriptEntry at,
        TranscriptEntry? exchange,
        ClientHelloMessage hello,
        ServerHelloMessage answer
    )
    {
        bool extended = transcript.IsExtended;
        bool? proved = Proved();
        string name = extended ? "extended master secret" : "master secret";
        List<ComputedPart> inputs = [];
        if (exchange is null)
        {
            inputs.Add(
                new("master secret of the saved session", default, "kept by both ends since the full handshake")
            );
        }
        else
        {
            inputs.Add(new("pre-master secret", default, "closed, see above"));
            if (extended)
            {
                IReadOnlyList<TranscriptEntry> covered = Through(exchange);
                inputs.Add(new("session_hash", transcript.Hash(covered), $"{transcript.HashName} of {Names(covered)}"));
            }
            else
            {
                inputs.Add(new("client_random", hello.Random));
                inputs.Add(new("server_random", answer.Random));
            }
        }
        return new ComputedValue
        {
            Name = name,
            Formula =
                exchange is null ? "taken over from the session that is resumed; nothing is computed"
                : extended ? "PRF(pre-master secret, \"extended master secret\", session_hash), 48 bytes"
                : "PRF(pre-master secret, \"master secret\", client_random + server_random), 48 bytes",
            Inputs = inputs,
            Value = master,
            State =
                master is null ? ComputedState.Closed
                : proved == true ? ComputedState.Verified
                : proved == false ? ComputedState.Wrong
                : ComputedState.Made,
            Explanation =
                master is null ? NoKeys
                : proved == true ? "From the key log. It is the right one: both ends' verify_data follow from it."
                : proved == false
                    ? "From the key log, but no verify_data follows from it: it belongs to another session."
                : "From the key log. No Finished was seen that could prove it.",
            Source = extended ? "RFC 7627, section 4" : "RFC 5246, section 8.1",
            Datagram = at.Datagram,
            Record = at.Record,
        };
    }

    private IReadOnlyList<TranscriptEntry> Through(TranscriptEntry last) => [.. transcript.Before(last), last];

    private ComputedValue Block(TranscriptEntry at, ClientHelloMessage hello, ServerHelloMessage answer)
    {
        byte[] seed = [.. answer.Random.Span, .. hello.Random.Span];
        byte[]? block = master is null
            ? null
            : transcript.Expand(master, "key expansion", seed, KeyBlock.Length(answer.CipherSuite));
        return new ComputedValue
        {
            Name = "key block",
            Formula = "PRF(master secret, \"key expansion\", server_random + client_random), cut into keys",
            Inputs =
            [
                new("master secret", master),
                new("server_random", answer.Random),
                new("client_random", hello.Random),
            ],
            Value = block,
            Parts = KeyBlock.Cut(answer.CipherSuite, block),
            State = block is null ? ComputedState.Closed : ComputedState.Made,
            Explanation = block is null
                ? NoKeys
                : "It never travels. That records open with its parts shows that both ends have the same one.",
            Source = "RFC 5246, section 6.3",
            Datagram = at.Datagram,
            Record = at.Record,
        };
    }

    private IEnumerable<ComputedValue> Finished() =>
        transcript.Entries.Where(entry => entry.Body is FinishedMessage).Select(Finished);

    private ComputedValue Finished(TranscriptEntry entry)
    {
        bool client = entry.Sender == Direction.ToServer;
        ReadOnlyMemory<byte> sent = ((FinishedMessage)entry.Body!).VerifyData;
        IReadOnlyList<TranscriptEntry> covered = transcript.Before(entry);
        string label = client ? "client finished" : "server finished";
        byte[] hash = transcript.Hash(covered);
        byte[]? made = master is null ? null : transcript.Expand(master, label, hash, VerifyDataLength);
        bool right = made is not null && sent.Span.SequenceEqual(made);
        return new ComputedValue
        {
            Name = $"verify_data of the {(client ? "client" : "server")}",
            Formula = $"PRF(master secret, \"{label}\", {transcript.HashName} of all handshake messages), 12 bytes",
            Inputs =
            [
                new("master secret", master),
                new("label", Encoding.ASCII.GetBytes(label), $"“{label}”"),
                new("handshake hash", hash, $"{transcript.HashName} of {Names(covered)}"),
            ],
            Value = made,
            Parts = right || made is null ? [] : [new("sent", sent, "what stands in the Finished")],
            State =
                made is null ? ComputedState.Closed
                : right ? ComputedState.Verified
                : ComputedState.Wrong,
            Explanation =
                made is null ? NoKeys
                : right ? "The Finished holds these 12 bytes: both ends saw the same messages and have the same secret."
                : "The Finished holds other bytes: a message was changed on the way, is missing here, or the secret is "
                    + "another one.",
            Source = "RFC 5246, section 7.4.9",
            Datagram = entry.Datagram,
            Record = entry.Record,
        };
    }

    private bool? Proved()
    {
        List<ComputedState> states = [.. Finished().Select(value => value.State)];
        return states.Count == 0 || master is null ? null : states.Contains(ComputedState.Verified);
    }

    private static string Names(IReadOnlyList<TranscriptEntry> entries) =>
        string.Join(", ", entries.Select(entry => entry.Message.Label));
}
