using DtlsNotebooks.Pictures.Timelines;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Pictures.Timelines;

/// <summary>Hand-written lanes and loops.</summary>
public static class SampleTimelines
{
    /// <summary>A moment of a picture.</summary>
    public static TimeSpan At(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    /// <summary>One client: waits, shakes hands, echoes.</summary>
    public static Lane Client(int number, double arrives, double taken, double handshake = 10.5, double echo = 3.5)
    {
        double echoes = taken + handshake;
        return new Lane
        {
            Name = $"client {number}",
            Spans =
            [
                .. arrives < taken ? [new LaneSpan(LaneKind.Waiting, At(arrives), At(taken))] : Array.Empty<LaneSpan>(),
                new LaneSpan(LaneKind.Handshake, At(taken), At(echoes)),
                new LaneSpan(LaneKind.Echo, At(echoes), At(echoes + echo)) { Text = "“hello”" },
            ],
            Marks =
            [
                new LaneMark(At(arrives), Direction.ToServer, "ClientHello"),
                .. Enumerable
                    .Range(0, 7)
                    .Select(i => new LaneMark(
                        At(taken + (i * handshake / 7)),
                        i % 2 == 0 ? Direction.ToClient : Direction.ToServer,
                        $"message {i}"
                    )),
                new LaneMark(At(echoes), Direction.ToServer, "ApplicationData"),
                new LaneMark(At(echoes + echo), Direction.ToClient, "ApplicationData"),
            ],
        };
    }

    /// <summary>A client that gives up.</summary>
    public static Lane Lost(int number, double arrives, double gaveUp) =>
        new()
        {
            Name = $"client {number}",
            Spans = [new LaneSpan(LaneKind.Waiting, At(arrives), At(gaveUp))],
            Marks =
            [
                new LaneMark(At(arrives), Direction.ToServer, "ClientHello"),
                new LaneMark(At((arrives + gaveUp) / 2), Direction.ToServer, "ClientHello") { Lost = true },
            ],
            Failure = "gave up",
        };

    /// <summary>The design's picture: one thread against a thread for each, for so many clients.</summary>
    public static LanesDiagram Clients(int count) =>
        new()
        {
            Title = $"{count} clients arrive together",
            Subtitle = "last client served after a while by one thread, much sooner by many",
            Groups =
            [
                new LaneGroup
                {
                    Title = "One server, one client at a time (chapter 2)",
                    Lanes = [.. Enumerable.Range(0, count).Select(i => Client(i + 1, i * 2, i * 14))],
                },
                new LaneGroup
                {
                    Title = "A thread for each client (chapter 3)",
                    Lanes = [.. Enumerable.Range(0, count).Select(i => Client(i + 1, i * 2, (i * 2) + 0.8))],
                },
            ],
        };

    /// <summary>Some clients are served, some give up.</summary>
    public static LanesDiagram Losses(int count) =>
        new(
            "Clients that arrive together are lost",
            new LaneGroup
            {
                Title = "Peek, connect, bind again",
                Lanes =
                [
                    .. Enumerable
                        .Range(0, count)
                        .Select(i => i % 3 == 1 ? Lost(i + 1, i, 250 + i) : Client(i + 1, i, i + 20)),
                ],
            }
        );

    /// <summary>
    /// One thread and its connections: handshakes in turns, a lost flight whose timer runs out, echoes.
    /// </summary>
    public static SelectLoopDiagram Loop(int connections, double scale = 1)
    {
        List<LoopStep> steps = [];
        double now = 0.0;
        void Step(LoopActivity activity, double milliseconds, string connection = "")
        {
            steps.Add(new LoopStep(activity, At(now), At(now + (milliseconds * scale)), connection));
            now += milliseconds * scale;
        }
        for (int round = 0; round < 4; round++)
        {
            for (int i = 0; i < connections; i++)
            {
                if (i % 3 == 0)
                    Step(LoopActivity.Blocked, 0.5 + (i * 0.1));
                Step(
                    round < 3 ? LoopActivity.Handshake : LoopActivity.Reading,
                    0.4 + (0.2 * (i % 4)),
                    $"client {i + 1}"
                );
                if (round == 3)
                    Step(LoopActivity.Writing, 0.15, $"client {i + 1}");
                Step(LoopActivity.WantRead, 0.01, $"client {i + 1}");
            }
            Step(LoopActivity.Blocked, 6);
            if (round == 1)
            {
                Step(LoopActivity.TimerRanOut, 0.3, "client 2");
                Step(LoopActivity.Blocked, 3);
            }
        }
        return new SelectLoopDiagram("One thread serves all", steps) { Subtitle = $"{connections} connections" };
    }
}
