using DtlsNotebooks.Dtls.Engine.Internals;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// A server's handshake with a client whose cookie was proved: full (RFC 5246, section 7.3, figure 1) or resumed
/// (figure 2).
/// </summary>
internal sealed class ServerHandshake : SteppedHandshake
{
    private readonly TlsServer _server;
    private readonly DtlsRequest _request;
    private readonly ServerParts _parts;

    /// <param name="context">How long to wait.</param>
    /// <param name="server">Chooses and checks.</param>
    /// <param name="request">The client's hello.</param>
    /// <param name="transport">Carries the datagrams.</param>
    /// <param name="clock">Tells the time.</param>
    internal ServerHandshake(
        DtlsContext context,
        TlsServer server,
        DtlsRequest request,
        SessionTransport transport,
        TimeProvider clock
    )
        : base(context, server, NewContext(server), transport, clock)
    {
        (_server, _request) = (server, request);
        _parts = new ServerParts(server, Context, Channel.Layer);
    }

    private protected override IEnumerable<Expectation> Steps()
    {
        ReadHello();
        BeginFlight();
        Send(HandshakeType.server_hello, _parts.WriteHello());
        Transcript.NotifyPrfDetermined();
        foreach (Expectation expectation in Agreed.IsResumedSession ? Resumed() : Full())
            yield return expectation;
    }

    private protected override void Invalidate() => _parts.Invalidate();

    private protected override TlsKeyExchange? KeyExchange => _parts.KeyExchange;

    private static TlsServerContext NewContext(TlsServer server)
    {
        var context = (TlsServerContext)ContextParts.NewServer(server.Crypto);
        server.Init(context);
        return context;
    }

    /// <summary>
    /// RFC 6347, section 4.2.1: the numbers of records and messages go on after the HelloVerifyRequest, and the hash
    /// begins with the hello that had the cookie.
    /// </summary>
    private void ReadHello()
    {
        byte[] message = RequestParts.Message(_request);
        int sequence = RequestParts.MessageSequence(_request);
        RecordLayerParts.ContinueAfterCookie(Channel.Layer, RequestParts.RecordSequence(_request));
        Flight.StartAt(1);
        Inbox.StartAt(sequence + 1, (HandshakeType.client_hello, message.Length - FlightMessage.HeaderLength));
        Transcript.Update(message);
        _parts.ReadHello(RequestParts.Hello(_request));
    }

    /// <summary>RFC 5246, section 7.3, figure 2: the server finishes first.</summary>
    private IEnumerable<Expectation> Resumed()
    {
        ContextParts.MasterSecret(Agreed) = _parts.ResumedSecret;
        PrepareKeys();
        SendFinished(ofServer: true);
        AwaitAnswer();
        yield return Finished(ofServer: false);

        if (Agreed.IsExtendedMasterSecret)
            ContextParts.TlsUnique(Agreed) = Agreed.LocalVerifyData;

        ContextParts.LocalCertificate(Agreed) = _parts.ResumedParameters.LocalCertificate;
        ContextParts.PeerCertificate(Agreed) = _parts.ResumedParameters.PeerCertificate;
        Complete(sentLast: false, _parts.Session);
    }

    private IEnumerable<Expectation> Full()
    {
        TlsKeyExchange exchange = TlsParts.ServerKeyExchange(null, (TlsServerContext)Context, _server);
        _parts.KeyExchange = exchange;
        SendCertificate(exchange);
        // RFC 5246, section 7.4.3.
        if (exchange.GenerateServerKeyExchange() is byte[] half)
            Send(HandshakeType.server_key_exchange, half);

        bool asks = SendRequest(exchange);
        Send(HandshakeType.server_hello_done, []);
        AwaitAnswer();

        // RFC 5246, section 7.4.6: whoever is asked sends a certificate message, perhaps an empty one.
        if (asks)
            yield return new Expectation((HandshakeType.certificate, ReadCertificate));
        else
            exchange.SkipClientCredentials();

        yield return new Expectation((HandshakeType.client_key_exchange, _parts.ReadKeyExchange));

        // RFC 7627, section 3: the session hash reaches up to the ClientKeyExchange.
        ContextParts.SessionHash(Agreed) = TlsParts.CurrentHash(null, Transcript);
        TlsParts.EstablishMasterSecret(null, Context, exchange);
        PrepareKeys();
        if (_parts.ExpectsProof())
        {
            yield return new Expectation(
                (HandshakeType.certificate_verify, body => _parts.CheckProof(body, Transcript))
            );
        }

        _parts.KeyExchange = null;
        Transcript.StopTracking();
        yield return Finished(ofServer: false);

        BeginFlight();
        SendFinished(ofServer: true);
        ContextParts.TlsUnique(Agreed) = Agreed.PeerVerifyData;
        Complete(sentLast: true, TlsUtilities.ImportSession(Agreed.SessionID, Parameters(_parts.ServerExtensions)));
    }

    /// <summary>RFC 5246, section 7.4.2, and RFC 6066, section 8, where the client asked for the status.</summary>
    private void SendCertificate(TlsKeyExchange exchange)
    {
        TlsCredentials credentials =
            TlsParts.ServerCredentials(null, _server) ?? throw new TlsFatalAlert(AlertDescription.internal_error);
        exchange.ProcessServerCredentials(credentials);
        using var body = new MemoryStream();
        using var endPoint = new MemoryStream();
        credentials.Certificate.Encode(Context, body, endPoint);
        ContextParts.LocalCertificate(Agreed) = credentials.Certificate;
        ContextParts.ServerEndPoint(Agreed) = endPoint.ToArray();
        Send(HandshakeType.certificate, body.ToArray());
        if (Agreed.StatusRequestVersion > 0 && _server.GetCertificateStatus() is CertificateStatus status)
            Send(HandshakeType.certificate_status, _parts.WriteStatus(status));
    }

    /// <summary>RFC 5246, section 7.4.4.</summary>
    private bool SendRequest(TlsKeyExchange exchange)
    {
        CertificateRequest? request = _server.GetCertificateRequest();
        if (request is not null)
        {
            request = TlsParts.Validate(null, request, exchange);
            TlsParts.EstablishSignatures(null, Agreed, request);
            TlsParts.Track(null, Transcript, Agreed.ServerSigAlgs);
            if (Context.Crypto.HasAnyStreamVerifiers(Agreed.ServerSigAlgs))
                Transcript.ForceBuffering();
        }

        Transcript.SealHashAlgorithms();
        _parts.Request = request;
        if (request is not null)
            Send(HandshakeType.certificate_request, _parts.WriteRequest(request));

        return request is not null;
    }

    private void ReadCertificate(byte[] body)
    {
        // What another version of the message has left, that was refused.
        ContextParts.PeerCertificate(Agreed) = null;
        _parts.ReadCertificate(body);
    }
}
