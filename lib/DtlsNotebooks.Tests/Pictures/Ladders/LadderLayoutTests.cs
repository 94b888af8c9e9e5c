using DtlsNotebooks.Pictures.Ladders;
using DtlsNotebooks.Pictures.Plotting.Figures;

namespace DtlsNotebooks.Tests.Pictures.Ladders;

public class LadderLayoutTests
{
    [Fact]
    public void Every_datagram_has_a_row_of_its_own_in_the_order_of_sending()
    {
        LadderDiagram diagram = SampleLadders.Handshake();

        var layout = LadderLayout.Of(diagram);

        Assert.Equal(diagram.Messages.Select(message => message.Label), layout.Rows.Select(row => row.Message.Label));
        var tops = layout
            .Rows.Select(row => row.Top)
            .Concat(layout.Silences.Select(silence => silence.Top))
            .Order()
            .ToList();
        Assert.Equal(Enumerable.Range(0, 18).Select(i => i * LadderLayout.RowHeight), tops);
        Assert.Equal(18 * LadderLayout.RowHeight, layout.Height);
    }

    [Fact]
    public void A_long_silence_is_a_row_that_says_how_long_and_why()
    {
        LadderSilence silence = Assert.Single(LadderLayout.Of(SampleLadders.Handshake()).Silences);

        Assert.Equal("1000 ms of silence — the server's retransmission timer runs out", silence.Text);
        Assert.Equal(6, silence.BeforeIndex);
        Assert.Equal(6 * LadderLayout.RowHeight, silence.Top);
    }

    [Theory]
    [InlineData(199.9, 0)]
    [InlineData(200, 1)]
    public void A_silence_is_marked_from_the_threshold_on(double gap, int silences)
    {
        LadderDiagram diagram = SampleLadders.TwoParties(
            SampleLadders.Message(0, 1, 10, "a"),
            SampleLadders.Message(1, 0, 10 + gap, "b")
        );

        Assert.Equal(silences, LadderLayout.Of(diagram).Silences.Count);
    }

    [Fact]
    public void A_silence_that_stands_out_or_that_a_timer_made_is_marked_below_the_threshold_too()
    {
        LadderDiagram diagram = SampleLadders.TwoParties(
            SampleLadders.Message(0, 1, 0, "a"),
            SampleLadders.Message(1, 0, 1, "b"),
            SampleLadders.Message(0, 1, 152, "c"),
            SampleLadders.Message(1, 0, 153, "d"),
            SampleLadders.Message(0, 1, 154, "e")
        );

        LadderSilence silence = Assert.Single(LadderLayout.Of(diagram).Silences);
        Assert.Equal(("151 ms of silence", 2), (silence.Text, silence.BeforeIndex));
        LadderMessage again = SampleLadders.Message(0, 1, 50, "a") with { Repeated = true, SilenceReason = "a timer" };
        Assert.Equal(
            "50 ms of silence — a timer",
            Assert
                .Single(LadderLayout.Of(SampleLadders.TwoParties(SampleLadders.Message(0, 1, 0, "a"), again)).Silences)
                .Text
        );
    }

    [Fact]
    public void A_handshake_that_went_as_always_is_one_band_when_folded()
    {
        LadderDiagram diagram = SampleLadders.TwoParties([
            .. Enumerable
                .Range(0, 6)
                .Select(i => SampleLadders.Message(i % 2, 1 - (i % 2), i, $"message {i}") with { Band = "flight" }),
            SampleLadders.Message(0, 1, 7, "“hello”"),
        ]);

        LadderFold fold = Assert.Single(HandshakeFolds.Of(diagram));
        Assert.Equal((0, 5), (fold.First, fold.Last));
        var folded = LadderLayout.Of(diagram with { Folds = [fold] }, folded: true);
        Assert.Equal(["“hello”"], folded.Rows.Select(row => row.Message.Label));
        Assert.Equal(6, Assert.Single(folded.Silences).Folded);
        Assert.Empty(HandshakeFolds.Of(SampleLadders.Handshake()));
    }

    [Fact]
    public void Each_record_has_a_piece_of_the_arrow_and_the_encrypted_one_is_told_apart()
    {
        IReadOnlyList<LadderSegment> pieces = LadderSegment.Of(SampleLadders.EveryMark().Messages[0]);

        Assert.Equal([false, false, true], pieces.Select(piece => piece.Encrypted));
        Assert.Equal(0, pieces[0].From);
        Assert.Equal(1, pieces[^1].To, 6);
        Assert.All(pieces.Zip(pieces.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From, 6));
    }

    [Fact]
    public void Neighbours_of_a_flight_share_a_band_and_a_retransmitted_flight_is_one_again()
    {
        IReadOnlyList<LadderBand> bands = LadderLayout.Of(SampleLadders.Handshake()).Bands;

        Assert.Equal(
            [
                "flight 1 0-0",
                "flight 2 1-1",
                "flight 3 2-2",
                "flight 4 3-5",
                "flight 4 again 6-8",
                "flight 5 9-11",
                "flight 6 12-13",
            ],
            bands.Select(band => $"{band.Name} {band.First}-{band.Last}")
        );
        Assert.Equal(["flight 4 again"], bands.Where(band => band.Again).Select(band => band.Name));
    }

    [Fact]
    public void A_retransmission_without_a_silence_before_it_begins_a_band_too()
    {
        LadderMessage flight = SampleLadders.Message(1, 0, 1, "Finished") with { Band = "flight 6" };
        LadderDiagram diagram = SampleLadders.TwoParties(
            flight,
            flight with
            {
                Sent = TimeSpan.FromMilliseconds(90),
                Repeated = true,
            }
        );

        Assert.Equal(["flight 6", "flight 6 again"], LadderLayout.Of(diagram).Bands.Select(band => band.Name));
    }

    [Fact]
    public void A_copy_made_by_the_network_stays_in_its_flight()
    {
        LadderMessage flight = SampleLadders.Message(1, 0, 1, "Finished") with { Band = "flight 6" };
        LadderDiagram diagram = SampleLadders.TwoParties(flight, flight with { Repeated = true, NetworkCopy = true });

        LadderBand band = Assert.Single(LadderLayout.Of(diagram).Bands);
        Assert.Equal(("flight 6", 0, 1, false), (band.Name, band.First, band.Last, band.Again));
    }

    [Fact]
    public void Flights_of_different_clients_are_different_bands()
    {
        LadderDiagram diagram = SampleLadders.ManyClients() with
        {
            Messages =
            [
                SampleLadders.Message(0, 3, 1, "a") with
                {
                    Band = "flight 1",
                },
                SampleLadders.Message(1, 3, 2, "b") with
                {
                    Band = "flight 1",
                },
            ],
        };

        Assert.Equal([(0, 3), (1, 3)], LadderLayout.Of(diagram).Bands.Select(band => (band.Left, band.Right)));
    }

    [Fact]
    public void An_overtaken_datagram_lands_below_those_that_overtook_it()
    {
        IReadOnlyList<LadderRow> rows = LadderLayout
            .Of(
                SampleLadders.TwoParties(
                    SampleLadders.Message(0, 1, 0, "late", delivered: 30),
                    SampleLadders.Message(1, 0, 5, "other way"),
                    SampleLadders.Message(0, 1, 10, "first", delivered: 11),
                    SampleLadders.Message(0, 1, 20, "second", delivered: 21),
                    SampleLadders.Message(0, 1, 40, "after", delivered: 41)
                )
            )
            .Rows;

        Assert.Equal([true, false, false, false, false], rows.Select(row => row.Overtaken));
        Assert.True(rows[0].EndY > rows[3].EndY);
        Assert.True(rows[0].EndY < rows[4].EndY);
    }

    [Fact]
    public void Datagrams_that_keep_their_order_stay_in_their_rows_however_long_they_take()
    {
        IReadOnlyList<LadderRow> rows = LadderLayout
            .Of(
                SampleLadders.TwoParties(
                    SampleLadders.Message(0, 1, 0, "a", delivered: 30),
                    SampleLadders.Message(0, 1, 10, "b", delivered: 40)
                )
            )
            .Rows;

        Assert.All(rows, row => Assert.Equal(row.Top + LadderLayout.ArrowEnd, row.EndY));
    }

    [Fact]
    public void A_lost_arrow_ends_on_the_way()
    {
        LadderRow row = LadderLayout.Of(SampleLadders.TwoParties(SampleLadders.Lost(1, 0, 3, "x"))).Rows[0];

        Assert.False(row.Arrived);
        Assert.InRange(row.EndX, 0.01, 0.99);
    }

    [Fact]
    public void Times_have_two_decimals_in_a_short_capture_and_one_in_a_long_one()
    {
        Assert.Equal(
            "9.99 ms",
            LadderLayout.Of(SampleLadders.TwoParties(SampleLadders.Message(0, 1, 9.994, "x"))).Rows[0].Time
        );
        Assert.Equal(
            "10.0 ms",
            LadderLayout.Of(SampleLadders.TwoParties(SampleLadders.Message(0, 1, 10, "x"))).Rows[0].Time
        );
        Assert.Equal(
            "123.46 s",
            LadderLayout.Of(SampleLadders.TwoParties(SampleLadders.Message(0, 1, 123_456, "x"))).Rows[0].Time
        );
    }

    [Fact]
    public void A_very_long_capture_says_how_much_of_it_is_not_drawn()
    {
        var layout = LadderLayout.Of(SampleLadders.Large(LadderLayout.MostRows + 500));

        Assert.Equal(LadderLayout.MostRows, layout.Rows.Count);
        Assert.Contains(
            "500 more datagrams are not shown here",
            LadderText.Missing(layout, int.MaxValue),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Fewer_than_two_participants_are_refused_in_a_sentence()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() =>
            new LadderDiagram
            {
                Title = "",
                Participants = ["alone"],
                Messages = [],
            }
        );

        Assert.StartsWith("A ladder needs at least two participants.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_figure_has_a_dozen_traces_however_many_datagrams_there_are()
    {
        foreach (
            LadderDiagram? diagram in new[]
            {
                SampleLadders.Handshake(),
                SampleLadders.BadNetwork(),
                SampleLadders.Large(1000),
            }
        )
        {
            Figure figure = LadderFigure.Of(diagram, LadderLayout.Of(diagram));
            Assert.InRange(figure.Traces.Count, 3, 15);
        }
    }
}
