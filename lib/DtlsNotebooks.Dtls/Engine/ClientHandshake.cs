using System.Buffers.Binary;
using DtlsNotebooks.Dtls.Engine.Internals;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>A client's handshake: full (RFC 5246, section 7.3, figure 1) or resumed (figure 2).</summary>
internal sealed class ClientHandshake : SteppedHandshake
{
    private readonly TlsClient _client;
    private readonly ClientParts _parts;
    private byte[] _hello = [];
    private byte[]? _cookie;
    private byte[]? _otherCookie;
    private bool _heardHello;

    /// <param name="context">How long to wait.</param>
    /// <param name="client">Offers and checks.</param>
    /// <param name="transport">Carries the datagrams.</param>
    /// <param name="clock">Tells the time.</param>
    internal ClientHandshake(DtlsContext context, TlsClient client, SessionTransport transport, TimeProvider clock)
        : base(context, client, NewContext(client), transport, clock)
    {
        _client = client;
        _parts = new ClientParts(client, Context, Channel.Layer);
    }

    private protected override IEnumerable<Expectation> Steps()
    {
        _hello = _parts.WriteHello();
        // RFC 6347, section 4.1: the version of a record that goes before the server has chosen one.
        RecordLayerParts.SetWriteVersion(Channel.Layer, ProtocolVersion.DTLSv10);
        BeginFlight();
        Send(HandshakeType.client_hello, _hello);
        AwaitAnswer();
        yield return new Expectation((HandshakeType.server_hello, _parts.ReadHello));

        _heardHello = true;
        RecordLayerParts.SetReadVersion(Channel.Layer, Agreed.NegotiatedVersion);
        RecordLayerParts.SetWriteVersion(Channel.Layer, Agreed.NegotiatedVersion);
        Transcript.NotifyPrfDetermined();
        foreach (Expectation expectation in Agreed.IsResumedSession ? Resumed() : Full())
            yield return expectation;
    }

    private protected override void Invalidate() => _parts.Invalidate();

    private protected override TlsKeyExchange? KeyExchange => _parts.KeyExchange;

    /// <summary>Whatever forged record has come first must not fix the version of all others.</summary>
    private protected override void BeforeRecord()
    {
        if (!_heardHello)
            RecordLayerParts.SetReadVersion(Channel.Layer, null);
    }

    /// <summary>
    /// A ServerHello comes in a record of the version that it chooses (RFC 6347, section 4.1), and this client offers
    /// one alone.
    /// </summary>
    private protected override bool IsRightVersion(ReadOnlySpan<byte> record, in MessagePart fragment)
    {
        if (_heardHello || fragment.Type == HandshakeType.hello_verify_request)
            return true;

        int offered = (Context.ClientVersion.MajorVersion << 8) | Context.ClientVersion.MinorVersion;
        bool isRight = BinaryPrimitives.ReadUInt16BigEndian(record[1..]) == offered;
        if (!isRight)
            Suspect(new TlsFatalAlert(AlertDescription.protocol_version), mayWaitLonger: true);

        return isRight;
    }

    /// <summary>
    /// RFC 6347, section 4.2.1: a server that remembers nothing hands out cookies until one comes back, so these have no
    /// place among the other messages. The first is answered at once. A later one is tried when the flight is due
    /// again: it, or the first, may be forged.
    /// </summary>
    private protected override bool TakeApart(in MessagePart fragment)
    {
        if (_heardHello || fragment.Type != HandshakeType.hello_verify_request)
            return false;

        if (fragment.Body.Length != fragment.MessageLength)
            return false;

        byte[] cookie;
        try
        {
            cookie = _parts.ReadCookie(fragment.Body.ToArray());
        }
        catch (IOException e)
        {
            Suspect(e as TlsFatalAlert ?? new TlsFatalAlert(AlertDescription.decode_error, e), mayWaitLonger: true);
            return true;
        }

        if (_cookie is null)
            AnswerCookie(cookie);
        else if (!cookie.AsSpan().SequenceEqual(_cookie))
            _otherCookie = cookie;

        return true;
    }

    private protected override void BeforeRepeat()
    {
        if (_otherCookie is byte[] other && !_heardHello)
        {
            _otherCookie = _cookie;
            AddHelloWith(other);
        }
    }

    private static TlsClientContext NewContext(TlsClient client)
    {
        var context = (TlsClientContext)ContextParts.NewClient(client.Crypto);
        client.Init(context);
        return context;
    }

    private void AnswerCookie(byte[] cookie)
    {
        BeginFlight();
        AddHelloWith(cookie);
        Flight.Repeat();
        AwaitAnswer();
    }

    /// <summary>The handshake begins anew with this hello; the messages keep their numbers (section 4.2.2).</summary>
    private void AddHelloWith(byte[] cookie)
    {
        _cookie = cookie;
        Transcript.Reset();
        Flight.Begin();
        Flight.StartAt(1);
        Inbox.StartAt(1);
        Enter(Flight.Add(HandshakeType.client_hello, ClientParts.WithCookie(_hello, cookie)));
    }

    /// <summary>RFC 5246, section 7.3, figure 2: the server finishes first.</summary>
    private IEnumerable<Expectation> Resumed()
    {
        ContextParts.MasterSecret(Agreed) = _parts.ResumedSecret;
        PrepareKeys();
        yield return Finished(ofServer: true);

        BeginFlight();
        SendFinished(ofServer: false);
        if (Agreed.IsExtendedMasterSecret)
            ContextParts.TlsUnique(Agreed) = Agreed.PeerVerifyData;

        ContextParts.LocalCertificate(Agreed) = _parts.ResumedParameters.LocalCertificate;
        ContextParts.PeerCertificate(Agreed) = _parts.ResumedParameters.PeerCertificate;
        Complete(sentLast: true, _parts.Session);
    }

    private IEnumerable<Expectation> Full()
    {
        // What was offered is not resumed, and its copy of the secret goes.
        _parts.Invalidate();
        _parts.Session = TlsUtilities.ImportSession(Agreed.SessionID, null);
        TlsKeyExchange exchange = TlsParts.ClientKeyExchange(null, (TlsClientContext)Context, _client);
        _parts.KeyExchange = exchange;
        yield return new Expectation((HandshakeType.certificate, ReadCertificate));
        yield return new Expectation((HandshakeType.server_key_exchange, _parts.ReadKeyExchange));
        yield return new Expectation(
            (HandshakeType.certificate_request, _parts.ReadRequest),
            (HandshakeType.server_hello_done, ReadDone)
        );
        bool isAsked = Came == HandshakeType.certificate_request;
        if (isAsked)
        {
            TlsParts.EstablishSignatures(null, Agreed, _parts.Request!);
            yield return new Expectation((HandshakeType.server_hello_done, ReadDone));
        }

        SendAnswer(exchange, isAsked);
        yield return Finished(ofServer: true);

        ContextParts.TlsUnique(Agreed) = Agreed.LocalVerifyData;
        Complete(sentLast: false, TlsUtilities.ImportSession(Agreed.SessionID, Parameters(_parts.ServerExtensions)));
    }

    private void SendAnswer(TlsKeyExchange exchange, bool isAsked)
    {
        TlsCredentials? credentials = isAsked
            ? TlsParts.ClientCredentials(null, _parts.Authentication, _parts.Request!)
            : null;
        var signer = credentials as TlsCredentialedSigner;
        SignatureAndHashAlgorithm? signature = signer is null ? null : ChooseSignature(signer);
        Transcript.SealHashAlgorithms();
        if (credentials is null)
            exchange.SkipClientCredentials();
        else
            exchange.ProcessClientCredentials(credentials);

        BeginFlight();
        if (isAsked)
            SendCertificate(credentials?.Certificate ?? Certificate.EmptyChain);

        Send(HandshakeType.client_key_exchange, _parts.WriteKeyExchange());
        // RFC 7627, section 3: the session hash reaches up to the ClientKeyExchange.
        ContextParts.SessionHash(Agreed) = TlsParts.CurrentHash(null, Transcript);
        TlsParts.EstablishMasterSecret(null, Context, exchange);
        _parts.KeyExchange = null;
        PrepareKeys();
        if (signer is not null)
        {
            DigitallySigned proof = TlsParts.SignTranscript(
                null,
                (TlsClientContext)Context,
                signer,
                signature!,
                signer.GetStreamSigner(),
                Transcript
            );
            Send(HandshakeType.certificate_verify, _parts.WriteProof(proof));
        }

        Transcript.StopTracking();
        SendFinished(ofServer: false);
        AwaitAnswer();
    }

    /// <summary>RFC 5246, section 7.4.8: one of those that the server has said it can check.</summary>
    private SignatureAndHashAlgorithm ChooseSignature(TlsCredentialedSigner signer)
    {
        SignatureAndHashAlgorithm signature = TlsParts.SignatureOf(null, Agreed.NegotiatedVersion, signer);
        TlsParts.RequireSupported(null, Agreed.ServerSigAlgs, signature, AlertDescription.internal_error);
        if (signer.GetStreamSigner() is null)
            TlsParts.TrackOwn(null, Transcript, signature);
        else
            Transcript.ForceBuffering();

        return signature;
    }

    /// <summary>RFC 5246, section 7.4.6.</summary>
    private void SendCertificate(Certificate certificate)
    {
        using var body = new MemoryStream();
        certificate.Encode(Context, body, null);
        ContextParts.LocalCertificate(Agreed) = certificate;
        Send(HandshakeType.certificate, body.ToArray());
    }

    private void ReadCertificate(byte[] body)
    {
        // What another version of the message has left, that was refused.
        ContextParts.PeerCertificate(Agreed) = null;
        _parts.ReadCertificate(body);
        TlsParts.CheckServerCertificate(
            null,
            (TlsClientContext)Context,
            null,
            _parts.KeyExchange!,
            _parts.Authentication,
            _parts.ClientExtensions,
            _parts.ServerExtensions
        );
    }

    /// <summary>RFC 5246, section 7.4.5.</summary>
    private static void ReadDone(byte[] body)
    {
        if (body.Length > 0)
            throw new TlsFatalAlert(AlertDescription.decode_error);
    }
}
