using DtlsNotebooks.Pictures.Ladders;

namespace DtlsNotebooks.Tests.Pictures.Ladders;

public class LadderTextTests
{
    [Fact]
    public void Reads_as_a_ladder()
    {
        string text = SampleLadders
            .TwoParties(
                SampleLadders.Message(0, 1, 0, "“hi”") with
                {
                    Bytes = 2,
                },
                SampleLadders.Lost(1, 0, 1.5, "“you”") with
                {
                    Bytes = 3,
                },
                SampleLadders.Message(1, 0, 501.5, "“you”") with
                {
                    Bytes = 3,
                    Repeated = true,
                    Note = "retransmission",
                    SilenceReason = "a timer",
                }
            )
            .ToText();

        Assert.Equal(
            """
            An echo
            3 datagrams in 501.7 ms: one is lost and one is sent again by its sender.
            by hand

                Client                                                                            Server
            0.0 ms ├─────────────────────────────────── “hi” 2 B ───────────────────────────────────▶│
                   │      ✗──────────────────────── “you” 3 B · lost ────────────────────────────────┤   1.5 ms
                   ┆                          ⋮ 500 ms of silence — a timer                          ┆
                   │◀╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ “you” 3 B · retransmission ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┤ 501.5 ms
            """,
            text
        );
    }

    [Fact]
    public void Every_line_fits_100_columns_and_every_row_is_there()
    {
        foreach (
            LadderDiagram? diagram in new[]
            {
                SampleLadders.Handshake(),
                SampleLadders.BadNetwork(),
                SampleLadders.ManyClients(),
            }
        )
        {
            string[] lines = diagram.ToText().Split('\n');
            Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));
            Assert.Equal(diagram.Messages.Count, lines.Count(line => line.Contains(" B", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Arrows_point_at_their_receivers()
    {
        string[] lines = SampleLadders.ManyClients().ToText().Split('\n');

        int server =
            lines
                .Single(line => line.Contains("“from one”", StringComparison.Ordinal))
                .IndexOf('▶', StringComparison.Ordinal) + 1;
        string toTwo = lines.Single(line => line.Contains('✗', StringComparison.Ordinal));
        Assert.Equal('┤', toTwo[server]);
        Assert.True(toTwo.IndexOf('✗', StringComparison.Ordinal) > toTwo.IndexOf('│', StringComparison.Ordinal));
    }

    [Fact]
    public void Control_characters_are_shown_not_obeyed()
    {
        string text = SampleLadders.TwoParties(SampleLadders.Message(0, 1, 0, "a\r\nb\u001b[31mc\u202Ed")).ToText();

        Assert.Contains("a␍␊b␛[31mc\uFFFDd", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ladder_without_datagrams_still_has_its_lifelines()
    {
        string text = SampleLadders.TwoParties().ToText();

        Assert.DoesNotContain("shown as text", SampleLadders.TwoParties().ToHtml(), StringComparison.Ordinal);
        Assert.Contains("Client", text, StringComparison.Ordinal);
        Assert.Contains("Server", text, StringComparison.Ordinal);
    }
}
