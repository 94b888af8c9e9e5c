using System.Net;
using System.Security.Cryptography.X509Certificates;
using DtlsNotebooks.Benchmarks.Load;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace DtlsNotebooks.Benchmarks.Own;

/// <summary>Many clients over BouncyCastle alone at once, each with a thread.</summary>
/// <param name="authority">The PEM file of the authority to trust.</param>
/// <param name="order">What they do.</param>
internal sealed class PlainClients(string authority, LoadOrder order)
{
    private const int EchoPatience = 2000;

    private readonly IPEndPoint _server = new(IPAddress.Loopback, order.Port);
    private readonly BcTlsCrypto _crypto = new(new SecureRandom());
    private readonly X509Certificate2 _authority = X509CertificateLoader.LoadCertificateFromFile(authority);
    private readonly LoadTally _tally = new(order);

    /// <summary>Carries the order out.</summary>
    public LoadAnswer Perform() => ClientThreads.Perform(order.Clients, _tally, Work);

    private void Work(Action waitForStart)
    {
        (DtlsTransport? session, PlainTlsClient? client) =
            order.Kind == LoadKind.Handshakes ? (null, null) : TryConnect(null);
        TlsSession? saved = order.Kind == LoadKind.Resumed ? client?.Session : null;
        if (order.Kind == LoadKind.Resumed)
            session?.Close();

        waitForStart();
        if (order.Kind != LoadKind.Echoes)
        {
            ShakeHandsUntilOver(saved);
        }
        else if (session is not null)
        {
            EchoUntilOver(session);
            session.Close();
        }
    }

    /// <returns>Nulls where the handshake failed, which is counted.</returns>
    private (DtlsTransport? Session, PlainTlsClient? Client) TryConnect(TlsSession? saved)
    {
        var socket = new PlainSocket(_server);
        try
        {
            var client = new PlainTlsClient(_crypto, _authority, saved);
            return (new DtlsClientProtocol().Connect(client, socket), client);
        }
        catch (IOException)
        {
            _tally.Failed();
            socket.Close();
            return (null, null);
        }
    }

    private void ShakeHandsUntilOver(TlsSession? saved)
    {
        while (!_tally.IsOver)
        {
            (DtlsTransport? session, PlainTlsClient? client) = TryConnect(saved);
            if (session is not null)
            {
                _tally.Done(client!.IsResumed);
                session.Close();
            }
        }
    }

    private void EchoUntilOver(DtlsTransport session)
    {
        byte[] sent = new byte[LoadTally.EchoBytes];
        byte[] received = new byte[session.GetReceiveLimit()];
        while (!_tally.IsOver)
        {
            session.Send(sent, 0, sent.Length);
            if (session.Receive(received, 0, received.Length, EchoPatience) != LoadTally.EchoBytes)
            {
                _tally.Failed();
                return;
            }

            _tally.Done(isResumed: false);
        }
    }
}
