using System.Diagnostics;
using System.Globalization;
using System.Net;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>Clients that arrive at the same moment, each in a thread and with a socket of its own.</summary>
internal sealed class ListenerCrowd
{
    private readonly TransportStatistics?[] _carried;
    private readonly Exception?[] _faults;

    private ListenerCrowd(int count) => (_carried, _faults) = (new TransportStatistics?[count], new Exception?[count]);

    /// <summary>What each client carried: a handshake, one echo and a goodbye.</summary>
    internal IEnumerable<TransportStatistics> Carried => _carried.OfType<TransportStatistics>();

    internal IEnumerable<Exception> Faults => _faults.OfType<Exception>();

    internal TimeSpan Elapsed { get; private set; }

    /// <summary>Lets the clients go, and waits until the last has had its echo.</summary>
    internal static ListenerCrowd Arrive(DtlsContext context, IPEndPoint server, int count)
    {
        var crowd = new ListenerCrowd(count);
        using var start = new Barrier(count + 1);
        Thread[] threads =
        [
            .. Enumerable
                .Range(0, count)
                .Select(number => new Thread(() => crowd.Visit(number, context, server, start))
                {
                    IsBackground = true,
                }),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Assert.True(start.SignalAndWait(LessonPki.Bound));
        long begun = Stopwatch.GetTimestamp();
        Array.ForEach(threads, thread => Assert.True(thread.Join(2 * LessonPki.Bound), "a client's thread goes on"));
        crowd.Elapsed = Stopwatch.GetElapsedTime(begun);
        return crowd;
    }

    internal void AssertAllServed()
    {
        Assert.Empty(Faults);
        Assert.Equal(_carried.Length, Carried.Count());
    }

    private void Visit(int number, DtlsContext context, IPEndPoint server, Barrier start)
    {
        try
        {
            start.SignalAndWait(LessonPki.Bound);
            using var session = DtlsSession.ConnectTo(context, server);
            string text = string.Create(CultureInfo.InvariantCulture, $"client {number}");
            string? heard = null;
            while (heard is null)
            {
                heard = Echoed(session, text);
            }

            Assert.Equal(text, heard);
            session.Dispose();
            _carried[number] = session.Statistics;
        }
#pragma warning disable CA1031 // Kept for the test to look at.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _faults[number] = e;
        }
    }

    /// <summary>
    /// DTLS repeats handshake messages, but no application data: on a bad network the client asks again.
    /// </summary>
    private static string? Echoed(DtlsSession session, string text)
    {
        session.WriteText(text);
        byte[] buffer = new byte[100];
        DtlsStatus status = session.Read(buffer, out int count, session.Context.FirstResend);
        Assert.NotEqual(DtlsStatus.Closed, status);
        return status == DtlsStatus.Done ? System.Text.Encoding.UTF8.GetString(buffer, 0, count) : null;
    }
}
