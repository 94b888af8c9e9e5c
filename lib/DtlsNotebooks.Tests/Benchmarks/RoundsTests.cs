using DtlsNotebooks.Benchmarks.Figures;

namespace DtlsNotebooks.Tests.Benchmarks;

/// <summary>Things that are measured by turns are compared within their rounds.</summary>
public sealed class RoundsTests
{
    [Fact]
    public void Ratios_are_taken_within_a_round_and_a_round_without_a_figure_is_left_out()
    {
        var rounds = new Rounds();
        foreach ((double? ours, double? theirs) in ((double?, double?)[])[(1, 2), (null, 9), (50, 100)])
        {
            rounds.Add("ours", ours);
            rounds.Add("theirs", theirs);
        }

        Assert.Equal(new Spread(0.5, 0.5, 0.5, 2), rounds.Ratio("ours", "theirs"));
        Assert.Equal(new Spread(9, 2, 100, 3), rounds.Of("theirs"));
        Assert.Equal(new Spread(25.5, 1, 50, 2), rounds.Of("ours"));
    }

    [Fact]
    public void What_never_took_part_has_no_figures()
    {
        var rounds = new Rounds();
        rounds.Add("ours", 1);

        Assert.Null(rounds.Of("theirs"));
        Assert.Null(rounds.Ratio("ours", "theirs"));
    }
}
