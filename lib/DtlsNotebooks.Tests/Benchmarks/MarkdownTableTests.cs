using DtlsNotebooks.Benchmarks.Figures;

namespace DtlsNotebooks.Tests.Benchmarks;

/// <summary>The tables that README can quote.</summary>
public sealed class MarkdownTableTests
{
    [Fact]
    public void Columns_are_aligned_and_bars_in_a_cell_do_not_break_it()
    {
        var table = new MarkdownTable("What it is.", "load", "per s");
        table.Add("one|two", "1,024");
        table.Add("x", "7");

        Assert.Equal(
            "What it is.\n\n"
                + "| load     | per s |\n"
                + "|----------|------:|\n"
                + "| one\\|two | 1,024 |\n"
                + "| x        |     7 |\n\n",
            table.ToString()
        );
    }

    [Fact]
    public void A_row_of_another_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => new MarkdownTable("", "a", "b").Add("only one"));

    [Theory]
    [InlineData(1234.5, "1,234")]
    [InlineData(12.34, "12.3")]
    [InlineData(0.377, "0.38")]
    public void Numbers_have_two_or_three_digits_that_count(double value, string written) =>
        Assert.Equal(written, Figure.Of(value));

    [Fact]
    public void A_spread_shows_its_ends_and_a_gap_is_a_dash()
    {
        Assert.Equal("2.00 (1.00–4.00)", Figure.Of(Spread.Of([1, 2, 4])));
        Assert.Equal("2.00", Figure.Of(Spread.Of([2])));
        Assert.Equal("–", Figure.Of((Spread?)null));
    }
}
