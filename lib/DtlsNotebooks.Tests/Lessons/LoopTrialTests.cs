using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Lessons;
using DtlsNotebooks.Pictures.Plotting;
using DtlsNotebooks.Pictures.Timelines;
using DtlsNotebooks.Tests.Dtls;

namespace DtlsNotebooks.Tests.Lessons;

/// <summary>The trial of a server's loop, and the diary that such a loop keeps.</summary>
public sealed class LoopTrialTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dtls-loop-").FullName;
    private readonly LoopDiary _diary = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void All_clients_are_served_and_the_diary_tells_each_ones_way()
    {
        Crowd crowd = Trial().Run(Serve, clients: 4);

        Assert.Equal(4, crowd.Served);
        SelectLoopDiagram picture = _diary.Picture("four");
        Assert.Equal(["client 1", "client 2", "client 3", "client 4"], picture.Connections.Order());
        Assert.InRange(_diary.PercentAsleep, 0, 100);
        LineChart progress = _diary.Progress("four");
        Assert.Equal(["have come", "handshake done", "have their answer"], progress.Series.Select(line => line.Name));
        Assert.All(progress.Series, line => Assert.Equal(4, line.Y[^1]));
        Assert.Equal((0, 1), (progress.Series[0].X[2], progress.Series[0].Y[2]));
    }

    [Fact]
    public void With_how_many_the_loop_began_before_its_first_answer_is_counted()
    {
        var diagram = new SelectLoopDiagram(
            "three",
            [
                Step(LoopActivity.Handshake, 0, "client 1"),
                Step(LoopActivity.Handshake, 1, "client 2"),
                Step(LoopActivity.Blocked, 2, ""),
                Step(LoopActivity.Handshake, 3, "client 1"),
                Step(LoopActivity.Writing, 4, "client 1"),
                Step(LoopActivity.Handshake, 5, "client 3"),
            ]
        );

        Assert.Equal(2, LoopProgress.BegunBeforeFirstAnswer(diagram));
        SelectLoopDiagram silent = diagram with
        {
            Steps = [.. diagram.Steps.Where(step => step.Activity != LoopActivity.Writing)],
        };
        Assert.Equal(3, LoopProgress.BegunBeforeFirstAnswer(silent));

        static LoopStep Step(LoopActivity activity, int at, string connection) =>
            new(activity, TimeSpan.FromMilliseconds(at), TimeSpan.FromMilliseconds(at + 1), connection);
    }

    [Fact]
    public void A_lost_certificate_lets_a_timer_run_out_and_still_all_are_served()
    {
        LoopTrial trial = Trial(lost: 2);

        Assert.Equal(3, trial.Run(Serve, clients: 3).Served);
        IEnumerable<string> unlucky = _diary
            .Picture("")
            .Steps.Where(step => step.Activity == LoopActivity.TimerRanOut)
            .Select(step => step.Connection);
        Assert.True(unlucky.Distinct().Count() >= 2);
    }

    [Fact]
    public async Task A_reading_that_hears_the_goodbye_is_one_in_the_diary()
    {
        using var listener = new DtlsListener(LessonPki.Server(), new IPEndPoint(IPAddress.Loopback, 0));
        Task<DtlsSession> accepting = OwnThread.Run(() =>
        {
            DtlsSession session = listener.WaitForClient()!;
            session.Accept();
            return session;
        });
        using var client = DtlsSession.ConnectTo(LessonPki.Client(), listener.LocalEndPoint);
        using DtlsSession server = await accepting.WaitAsync(LessonPki.Bound, TestContext.Current.CancellationToken);
        byte[] buffer = new byte[100];

        client.WriteText("hello");
        _diary.Reading(server);
        Assert.Equal(DtlsStatus.Done, server.Read(buffer, out _));
        client.Dispose();
        _diary.Reading(server);
        Assert.Equal(DtlsStatus.Closed, server.Read(buffer, out _));
        _diary.Sleeps();

        SelectLoopDiagram picture = _diary.Picture("");
        Assert.Equal(
            [LoopActivity.Reading, LoopActivity.Goodbye, LoopActivity.Blocked],
            picture.Steps.Select(step => step.Activity)
        );
        Assert.Contains(", heard 1 goodbye.", picture.ToText().Replace('\n', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cleared_diary_counts_from_client_1()
    {
        Trial().Run(Serve, clients: 2);
        _diary.Clear();

        Trial().Run(Serve, clients: 1);

        Assert.Equal(["client 1"], _diary.Picture("").Connections);
        Assert.Equal(1, _diary.BegunBeforeFirstAnswer);
    }

    [Fact]
    public void What_a_loop_throws_is_not_swallowed() =>
        Assert.Throws<AggregateException>(() =>
            Trial()
                .Run(
                    (listener, _) =>
                    {
                        listener.Dispose();
                        throw new InvalidOperationException("no loop at all");
                    },
                    clients: 1
                )
        );

    private LoopTrial Trial(int lost = 0)
    {
        var certificates = LessonCertificates.EnsureIn(_folder);
        return new LoopTrial(
            DtlsContext.ForServer(certificates),
            DtlsContext.ForClient(certificates) with
            {
                HandshakeTimeout = TimeSpan.FromSeconds(lost > 0 ? 30 : 8),
            }
        )
        {
            LostCertificates = lost,
            FirstResend = TimeSpan.FromMilliseconds(100),
        };
    }

    private void Serve(DtlsListener listener, Socket bell)
    {
        while (true)
        {
            _diary.Sleeps();
            List<Socket> readable = [listener.Socket, bell];
            Socket.Select(readable, null, null, listener.CurrentTimeout ?? TimeSpan.FromSeconds(1));
            if (readable.Contains(bell))
                return;
            foreach (DtlsSession late in listener.TimedOutSessions())
                Attend(late, timeIsUp: true);
            foreach (DtlsSession ready in listener.Poll())
                Attend(ready, timeIsUp: false);
        }
    }

    private void Attend(DtlsSession session, bool timeIsUp)
    {
        if (!session.IsOpen)
        {
            _diary.Handshake(session, timeIsUp);
            if ((timeIsUp ? session.GotTimeout() : session.Accept()) != DtlsStatus.Done)
            {
                _diary.WantRead(session);
                return;
            }
        }

        _diary.Reading(session);
        byte[] buffer = new byte[100];
        while (session.Read(buffer, out int count) == DtlsStatus.Done)
        {
            _diary.Writing(session);
            session.Write(buffer.AsSpan(0, count));
            _diary.Reading(session);
        }
    }
}
