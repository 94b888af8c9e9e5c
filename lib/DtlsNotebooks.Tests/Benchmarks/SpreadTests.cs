using DtlsNotebooks.Benchmarks.Figures;

namespace DtlsNotebooks.Tests.Benchmarks;

/// <summary>How repeated measurements are summarised.</summary>
public sealed class SpreadTests
{
    [Fact]
    public void The_median_of_an_odd_number_is_the_middle_one() =>
        Assert.Equal(new Spread(3, 1, 10, 5), Spread.Of([10, 1, 3, 2, 4]));

    [Fact]
    public void The_median_of_an_even_number_lies_between_the_middle_ones() =>
        Assert.Equal(new Spread(2.5, 1, 4, 4), Spread.Of([4, 1, 3, 2]));

    [Fact]
    public void Nothing_has_no_spread() => Assert.Null(Spread.Of([]));

    [Fact]
    public void Ratios_are_taken_within_a_round_so_a_slow_round_changes_none() =>
        Assert.Equal(new Spread(0.5, 0.5, 0.5, 3), Spread.OfRatios([50, 5, 500], [100, 10, 1000]));

    [Fact]
    public void A_round_without_one_of_the_two_is_left_out() =>
        Assert.Equal(new Spread(2, 2, 2, 1), Spread.OfRatios([null, 4, 6, 8], [1, 2, null, 0]));
}
