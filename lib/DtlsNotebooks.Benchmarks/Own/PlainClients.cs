using System.Diagnostics;
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
    private const int EchoBytes = 64;
    private const int StackBytes = 256 * 1024;
    private const int EchoPatience = 2000;

    private readonly IPEndPoint _server = new(IPAddress.Loopback, order.Port);
    private readonly BcTlsCrypto _crypto = new(new SecureRandom());
    private readonly X509Certificate2 _authority = X509CertificateLoader.LoadCertificateFromFile(authority);
    private long _began;
    private long _last;
    private long _count;
    private long _failed;
    private long _reused;

    /// <summary>Carries the order out.</summary>
    public LoadAnswer Perform()
    {
        using var ready = new CountdownEvent(order.Clients);
        using var start = new ManualResetEventSlim();
        Thread[] threads =
        [
            .. Enumerable
                .Range(0, order.Clients)
                .Select(_ => new Thread(() => Work(ready, start), StackBytes) { IsBackground = true }),
        ];
        Array.ForEach(threads, thread => thread.Start());
        ready.Wait(TimeSpan.FromSeconds(30));
        _began = _last = Stopwatch.GetTimestamp();
        start.Set();
        Array.ForEach(threads, thread => thread.Join());
        return new LoadAnswer(_count, _failed, -1, _reused, Stopwatch.GetElapsedTime(_began, _last));
    }

    private bool IsOver => Stopwatch.GetElapsedTime(_began) >= order.Duration;

    private void Work(CountdownEvent ready, ManualResetEventSlim start)
    {
        (DtlsTransport? session, PlainTlsClient? client) =
            order.Kind == LoadKind.Handshakes ? (null, null) : TryConnect(null);
        TlsSession? saved = order.Kind == LoadKind.Resumed ? client?.Session : null;
        if (order.Kind == LoadKind.Resumed)
            session?.Close();

        ready.Signal();
        start.Wait();
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
            Interlocked.Increment(ref _failed);
            socket.Close();
            return (null, null);
        }
    }

    private void ShakeHandsUntilOver(TlsSession? saved)
    {
        while (!IsOver)
        {
            (DtlsTransport? session, PlainTlsClient? client) = TryConnect(saved);
            if (session is not null)
            {
                Done(client!.IsResumed);
                session.Close();
            }
        }
    }

    private void EchoUntilOver(DtlsTransport session)
    {
        byte[] sent = new byte[EchoBytes];
        byte[] received = new byte[session.GetReceiveLimit()];
        while (!IsOver)
        {
            session.Send(sent, 0, sent.Length);
            if (session.Receive(received, 0, received.Length, EchoPatience) != EchoBytes)
            {
                Interlocked.Increment(ref _failed);
                return;
            }

            Done(isResumed: false);
        }
    }

    private void Done(bool isResumed)
    {
        Interlocked.Increment(ref _count);
        Interlocked.Add(ref _reused, isResumed ? 1 : 0);
        long now = Stopwatch.GetTimestamp();
        for (long last = Interlocked.Read(ref _last); now > last; )
            last = Interlocked.CompareExchange(ref _last, now, last) is long seen && seen == last ? now : seen;
    }
}
