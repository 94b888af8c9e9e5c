using System.Diagnostics;
using System.Net;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Engine;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// One handshake in which what one side receives is tampered with: the side is this library's driver with a clock that
/// is moved, or BouncyCastle's own, which waits on a thread.
/// </summary>
internal static class TamperedRun
{
    /// <summary>So long BouncyCastle's driver, which has no clock that could be moved, is given first.</summary>
    internal static readonly TimeSpan ShortPatience = TimeSpan.FromMilliseconds(700);

    /// <summary>So long it is given where it waits and this library's driver does not: the machine may be busy.</summary>
    internal static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(10);

    /// <summary>With this library's driver.</summary>
    internal static HandshakeOutcome Ours(TamperedPair pair, bool atServer, Tampering tampering)
    {
        var clock = new ManualClock();
        (DtlsContext client, DtlsContext server, SavedSession? saved) = pair.Make();
        using var sides = new MemoryPair(client, server, clock);
        if (saved is not null)
            sides.Client.Resume(saved);

        (MemoryTransport from, MemoryTransport to) = atServer
            ? (sides.ClientEnd, sides.ServerEnd)
            : (sides.ServerEnd, sides.ClientEnd);
        from.Drops = datagram =>
        {
            foreach (byte[] changed in IsTampered(atServer, datagram) ? tampering.Apply(datagram) : [datagram])
                to.Inject(changed);

            return true;
        };
        int? alert = null;
        to.Drops = datagram =>
        {
            alert ??= AlertIn(datagram);
            return false;
        };
        DtlsSession session = atServer ? sides.Server : sides.Client;
        Drive(sides, clock, atServer);
        saved?.Dispose();
        return new HandshakeOutcome(session.Facts is not null, alert, FactsOf(session.Facts));
    }

    /// <summary>With BouncyCastle's driver, as it is.</summary>
    internal static HandshakeOutcome BouncyCastles(
        TamperedPair pair,
        bool atServer,
        Tampering tampering,
        TimeSpan patience
    )
    {
        (DtlsContext clientContext, DtlsContext server, SavedSession? saved) = pair.Make();
        (MemoryTransport near, MemoryTransport far) = MemoryTransport.Pair();
        using var end = new BlockingEnd();
        // The peer of BouncyCastle's side is this library's session at one end; the other end is fed by hand.
        MemoryTransport peerEnd = atServer ? near : far;
        using var peer = new DtlsSession(atServer ? clientContext : server, peerEnd) { Blocking = false };
        if (saved is not null && atServer)
            peer.Resume(saved);

        using var recorder = new HandshakeRecorder(keepKeyLog: false);
        DtlsRequest? request = null;
        peerEnd.Drops = datagram =>
        {
            if (atServer && request is null)
            {
                var client = new IPEndPoint(IPAddress.Loopback, 1);
                request = server.Cookies.Check(client, datagram, datagram.Length, peerEnd.Other);
                return true;
            }

            foreach (byte[] changed in IsTampered(atServer, datagram) ? tampering.Apply(datagram) : [datagram])
                end.Put(changed);

            return true;
        };
        for (int i = 0; atServer && request is null && i < 4; i++)
            peer.Connect("localhost");

        int? alert = null;
        Task handshake = OwnThread.Run(() =>
            atServer
                ? new DtlsServerProtocol().Accept(new ContextServer(server, recorder), end, request)
                : new DtlsClientProtocol().Connect(new ContextClient(clientContext, "localhost", recorder, saved), end)
        );
        long start = Stopwatch.GetTimestamp();
        bool peerIsWell = true;
        while (!handshake.IsCompleted && Stopwatch.GetElapsedTime(start) < patience)
        {
            while (end.Sent.TryDequeue(out byte[]? sent))
            {
                alert ??= AlertIn(sent);
                peerEnd.Inject(sent);
            }

            peerIsWell = peerIsWell && StepPeer(peer, peerEnd, atServer);
            Thread.Sleep(1);
        }

        end.GiveUp();
        bool isDone = handshake.IsCompletedSuccessfully;
        ((IAsyncResult)handshake).AsyncWaitHandle.WaitOne(LessonPki.Bound);
        while (end.Sent.TryDequeue(out byte[]? sent))
            alert ??= AlertIn(sent) is int late && !IsOfGivingUp(handshake) ? late : null;

        saved?.Dispose();
        return new HandshakeOutcome(isDone, isDone ? null : alert, FactsOf(recorder.Facts));
    }

    /// <summary>An alert in a record; -1 for one that is protected.</summary>
    internal static int? AlertIn(byte[] datagram) =>
        Tampering.Records(datagram).FirstOrDefault(record => (short)record[0] == ContentType.alert) is not byte[] record
            ? null
        : record[4] == 1 ? -1
        : record[13] == AlertLevel.fatal ? record[14]
        : null;

    private static bool IsOfGivingUp(Task handshake) => handshake.Exception?.InnerException is { Message: "the end" };

    /// <summary>A server's driver begins behind the cookie.</summary>
    private static bool IsTampered(bool atServer, byte[] datagram) =>
        !atServer || !(Tampering.PositionOf(datagram) is 0 or 1 && (short)datagram[13] == HandshakeType.client_hello);

    private static string FactsOf(HandshakeFacts? facts) =>
        facts is null
            ? ""
            : $"{facts.CipherSuite} resumed {facts.IsResumed} ems {facts.IsExtendedMasterSecret} peer {facts.EncodedPeerCertificate?.Length}";

    private static bool StepPeer(DtlsSession peer, MemoryTransport end, bool isClient)
    {
        try
        {
            if (peer.Facts is not null)
                peer.Read(new byte[1], out _);
            else if (end.IsReadable)
                _ = isClient ? peer.Connect("localhost") : peer.Accept();
            else if (peer.CurrentTimeout == TimeSpan.Zero)
                peer.GotTimeout();

            return true;
        }
        catch (Exception e) when (e is DtlsException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Until the side that is looked at has ended, or its time is over.</summary>
    private static void Drive(MemoryPair sides, ManualClock clock, bool atServer)
    {
        bool[] isWell = [true, true];
        for (int i = 0; i < 1000; i++)
        {
            isWell[0] = isWell[0] && Step(sides.StepClient, () => sides.ClientStatus);
            isWell[1] = isWell[1] && Step(sides.StepServer, () => sides.ServerStatus);
            DtlsStatus status = atServer ? sides.ServerStatus : sides.ClientStatus;
            if (!isWell[atServer ? 1 : 0] || status is DtlsStatus.Done or DtlsStatus.TimedOut)
                return;

            if (!sides.ClientEnd.IsReadable && !sides.ServerEnd.IsReadable && sides.Timeout is TimeSpan left)
                clock.Advance(left + TimeSpan.FromTicks(1));
        }
    }

    private static bool Step(Action step, Func<DtlsStatus> status)
    {
        try
        {
            step();
            return status() is DtlsStatus.Done or DtlsStatus.WantRead;
        }
        catch (DtlsException)
        {
            return false;
        }
    }
}
