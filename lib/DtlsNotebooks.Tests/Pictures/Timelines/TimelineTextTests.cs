using DtlsNotebooks.Pictures.Timelines;

namespace DtlsNotebooks.Tests.Pictures.Timelines;

public class TimelineTextTests
{
    [Fact]
    public void Lanes_read_as_lanes()
    {
        string text = new LanesDiagram(
            "Three clients",
            new LaneGroup
            {
                Title = "one thread",
                Lanes =
                [
                    SampleTimelines.Client(1, 0, 0),
                    SampleTimelines.Client(2, 2, 14),
                    SampleTimelines.Lost(3, 4, 28),
                ],
            }
        )
        {
            Subtitle = "by hand",
        }.ToText();

        string sentence = text.Split('\n')[1];
        Assert.StartsWith("One thread: 3 lanes took ", sentence, StringComparison.Ordinal);
        Assert.EndsWith("% of their time waiting; 1 ended badly.", sentence, StringComparison.Ordinal);
        text = text.Replace(sentence + "\n", "", StringComparison.Ordinal);
        Assert.Equal(
            """
            Three clients
            by hand

            one thread
            client 1 ██████████████████████████████▒▒▒▒▒▒▒▒▒▒
            client 2      ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░██████████████████████████████▒▒▒▒▒▒▒▒▒▒
            client 3            ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░×░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░✗ gave up
                     0             5             10             15            20             25 ms

            ░ waiting for the server   █ handshake   ▒ question and answer   × lost datagram
            """,
            text
        );
    }

    [Fact]
    public void A_loop_reads_as_a_loop()
    {
        string text = SampleTimelines.Loop(3).ToText();

        Assert.Matches(@"(?m)^select   ░+", text);
        Assert.Matches(@"(?m)^client 2 .*▼", text);
        Assert.Contains("▼ timer ran out", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_line_fits_100_columns_and_too_many_lanes_are_thinned()
    {
        foreach (
            string? picture in new[]
            {
                SampleTimelines.Clients(8).ToText(),
                SampleTimelines.Clients(256).ToText(),
                SampleTimelines.Losses(64).ToText(),
                SampleTimelines.Loop(256).ToText(),
            }
        )
        {
            string[] lines = picture.Split('\n');
            Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));
            Assert.InRange(lines.Length, 8, 60);
        }
        Assert.Contains(
            "One of every 13 of the 512 lanes is shown here.",
            SampleTimelines.Clients(256).ToText(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Pictures_of_nothing_say_so()
    {
        foreach (
            LanesDiagram? picture in new[]
            {
                new LanesDiagram("none"),
                new LanesDiagram("none", new LaneGroup { Title = "g", Lanes = [] }),
            }
        )
        {
            Assert.EndsWith("Nothing was recorded.", picture.ToText(), StringComparison.Ordinal);
            Assert.DoesNotContain("shown as text", picture.ToHtml(), StringComparison.Ordinal);
        }
        Assert.DoesNotContain("shown as text", new SelectLoopDiagram("none", []).ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_may_call_a_kind_by_another_name()
    {
        LanesDiagram diagram = SampleTimelines.Clients(2) with
        {
            KindNames = new Dictionary<LaneKind, string> { [LaneKind.Waiting] = "waits for the lock" },
        };

        Assert.Contains("waits for the lock", diagram.ToText(), StringComparison.Ordinal);
        Assert.Contains("waits for the lock", diagram.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Control_characters_in_names_are_shown_not_obeyed()
    {
        string text = new LanesDiagram(
            "t",
            new LaneGroup
            {
                Title = "g\n",
                Lanes = [SampleTimelines.Lost(1, 0, 1) with { Name = "a\u001b[31m", Failure = "b\r" }],
            }
        ).ToText();

        Assert.Contains("a␛[31m", text, StringComparison.Ordinal);
        Assert.Contains("✗ b␍", text, StringComparison.Ordinal);
    }
}
