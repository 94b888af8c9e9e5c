using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Engine;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>A nonblocking client and server over a path in memory, driven by one thread.</summary>
internal sealed class MemoryPair : IDisposable
{
    private static readonly TimeSpan LongestPause = AnswerTimes.Most + TimeSpan.FromMilliseconds(100);

    internal MemoryPair(DtlsContext clientContext, DtlsContext serverContext, TimeProvider? clock = null)
    {
        clock ??= TimeProvider.System;
        (ClientEnd, ServerEnd) = MemoryTransport.Pair(clientContext.SendLimit, serverContext.SendLimit);
        Client = new DtlsSession(clientContext, ClientEnd) { Blocking = false, Clock = clock };
        Server = new DtlsSession(serverContext, ServerEnd) { Blocking = false, Clock = clock };
    }

    internal MemoryTransport ClientEnd { get; }

    internal MemoryTransport ServerEnd { get; }

    internal DtlsSession Client { get; }

    internal DtlsSession Server { get; }

    internal DtlsStatus ClientStatus { get; private set; } = DtlsStatus.WantRead;

    internal DtlsStatus ServerStatus { get; private set; } = DtlsStatus.WantRead;

    internal bool IsDone => ClientStatus == DtlsStatus.Done && ServerStatus == DtlsStatus.Done;

    /// <summary>Until one side's timer runs out; null where none runs.</summary>
    internal TimeSpan? Timeout => new[] { Client.CurrentTimeout, Server.CurrentTimeout }.Min();

    internal static MemoryPair Established()
    {
        var pair = new MemoryPair(LessonPki.Client(), LessonPki.Server());
        pair.Handshake();
        return pair;
    }

    /// <summary>
    /// Lets the client go on: with its first call, where there is something to read, and where its timer ran out.
    /// </summary>
    internal void StepClient()
    {
        if (ClientStatus == DtlsStatus.Done)
        {
            Answer(Client, ClientEnd);
        }
        else if (Client.CurrentTimeout is null || ClientEnd.IsReadable)
        {
            ClientStatus = Client.Connect("localhost");
        }
        else if (Client.CurrentTimeout == TimeSpan.Zero)
        {
            ClientStatus = Client.GotTimeout();
        }
    }

    internal void StepServer()
    {
        if (ServerStatus == DtlsStatus.Done)
        {
            Answer(Server, ServerEnd);
        }
        else if (ServerEnd.IsReadable)
        {
            ServerStatus = Server.Accept();
        }
        else if (Server.CurrentTimeout == TimeSpan.Zero)
        {
            ServerStatus = Server.GotTimeout();
        }
    }

    internal void Handshake()
    {
        for (int i = 0; i < 100 && !IsDone; i++)
        {
            StepClient();
            StepServer();
            // What one side refuses it refuses a moment later, since it may be forged.
            if (!ClientEnd.IsReadable && !ServerEnd.IsReadable && Timeout is TimeSpan left && left < LongestPause)
                Thread.Sleep(left);
        }

        Assert.True(IsDone);
    }

    internal void AssertEcho(string text)
    {
        Assert.Equal(DtlsStatus.Done, Client.WriteText(text));
        Assert.Equal(text, Server.ReadText());
        Assert.Equal(DtlsStatus.Done, Server.WriteText(text + " and back"));
        Assert.Equal(text + " and back", Client.ReadText());
    }

    internal void AssertNobodyWaited() => Assert.Equal((0, 0), (ClientEnd.Waits, ServerEnd.Waits));

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }

    /// <summary>One side is done before the other, and repeats its last flight where that was lost.</summary>
    private static void Answer(DtlsSession session, MemoryTransport end)
    {
        if (end.IsReadable)
        {
            Assert.Equal(DtlsStatus.WantRead, session.Read(new byte[1], out _));
        }
    }
}
