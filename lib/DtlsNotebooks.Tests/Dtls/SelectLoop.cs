using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>The loops of the C tutorial's chapter 5 around one nonblocking session and its socket.</summary>
internal sealed class SelectLoop(DtlsSession session, Socket socket)
{
    /// <summary>How often a wait has ended.</summary>
    internal int Rounds { get; private set; }

    internal void Connect(string hostName = "localhost")
    {
        DtlsStatus status = session.Connect(hostName);
        while (status == DtlsStatus.WantRead)
        {
            status = WaitForSocket() ? session.Connect(hostName) : session.GotTimeout();
        }

        Assert.Equal(DtlsStatus.Done, status);
    }

    internal void Accept()
    {
        DtlsStatus status = session.Accept();
        while (status == DtlsStatus.WantRead)
        {
            status = WaitForSocket() ? session.Accept() : session.GotTimeout();
        }

        Assert.Equal(DtlsStatus.Done, status);
    }

    /// <returns>The text, or null where the peer has closed the session.</returns>
    internal string? Read()
    {
        byte[] buffer = new byte[1500];
        DtlsStatus status;
        int count;
        while ((status = session.Read(buffer, out count)) == DtlsStatus.WantRead)
        {
            Assert.True(WaitForSocket(), "nothing came");
        }

        return status == DtlsStatus.Done ? Encoding.UTF8.GetString(buffer, 0, count) : null;
    }

    internal void Write(string text)
    {
        while (session.WriteText(text) == DtlsStatus.WantWrite)
        {
            Socket.Select(null, new List<Socket> { socket }, null, LessonPki.Bound);
        }
    }

    internal static void UntilReadable(Socket socket) =>
        Assert.True(socket.Poll(LessonPki.Bound, SelectMode.SelectRead));

    /// <summary>Sleeps until the timer, and tells the session, until the session's handshake ends.</summary>
    internal static DtlsStatus AwaitTimers(Func<DtlsSession> session)
    {
        DtlsStatus status = DtlsStatus.WantRead;
        for (long start = Stopwatch.GetTimestamp(); status == DtlsStatus.WantRead; )
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < LessonPki.Bound, "no timer ended the handshake");
            Thread.Sleep(session().CurrentTimeout!.Value);
            status = session().GotTimeout();
        }

        return status;
    }

    /// <returns>The socket has something, were it only an error, rather than that the timer ran out.</returns>
    private bool WaitForSocket()
    {
        Rounds++;
        // An ICMP report shows as an error only: a loop that does not look for those is woken again and again.
        List<Socket> readable = [socket];
        List<Socket> failed = [socket];
        Socket.Select(readable, null, failed, session.CurrentTimeout ?? LessonPki.Bound);
        return readable.Count + failed.Count > 0;
    }
}
