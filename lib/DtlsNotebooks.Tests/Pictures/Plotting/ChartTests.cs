using DtlsNotebooks.Pictures.Plotting;

namespace DtlsNotebooks.Tests.Pictures.Plotting;

public class ChartTests
{
    /// <summary>One chart of each kind.</summary>
    public static IReadOnlyList<Chart> All() =>
        [
            new BarChart("Bars", ["one bit", "two compensating flips", "swapped words"], [0, 3.125, 100])
            {
                YAxis = "undetected (%)",
                LogY = true,
            },
            new BarChart(
                "Groups",
                ["a", "b"],
                new Series("x", [1, 2]),
                new Series("y", [3, 4]) { Low = [2, 3], High = [4, 6] }
            )
            {
                Horizontal = true,
            },
            new LineChart("Lines", new Series("slow", [1, 4, 9]), new Series("fast", [1, 4, 8.9]))
            {
                XAxis = "clients",
                YAxis = "ms",
            },
            new ScatterChart("Points", new Series("echo", [(1.0, 0.5), (10.0, 0.6), (100.0, double.NaN)]))
            {
                XAxis = "bytes",
                LogX = true,
            },
        ];

    [Theory]
    [InlineData(0, "0")]
    [InlineData(100, "100")]
    [InlineData(3.14159, "3.142")]
    [InlineData(0.00002, "0.00002")]
    [InlineData(0.000002, "2×10⁻⁶")]
    [InlineData(1e-7, "10⁻⁷")]
    [InlineData(1234567.8, "1234568")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(double.NaN, "–")]
    public void Numbers_are_short_and_without_a_computers_exponent(double value, string expected) =>
        Assert.Equal(expected, ChartNumber.Write(value, ""));

    [Fact]
    public void The_text_form_of_bars_has_their_numbers_and_lengths()
    {
        string text = new BarChart("Bars", ["few", "many"], [1, 30]) { YAxis = "count" }.ToText();

        Assert.Contains("few       1  █\n", text, StringComparison.Ordinal);
        Assert.Contains("many     30  " + new string('█', 30), text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_form_of_lines_has_a_row_a_place()
    {
        string text = new LineChart("Lines", new Series("a", [5, 6]), new Series("b", [(2.0, 7.0)]))
        {
            XAxis = "clients",
        }.ToText();

        Assert.Matches(@"(?m)^clients  a  b\n[─ ]+\n +1  5\n +2  6  7$", text);
    }

    [Fact]
    public void Numbers_that_do_not_match_are_refused_in_a_sentence()
    {
        Assert.Contains(
            "give as many of one as of the other",
            Assert.Throws<ArgumentException>(() => new Series("s", [1, 2], [1])).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "give one value for each category",
            Assert.Throws<ArgumentException>(() => new BarChart("b", ["a", "b"], [1])).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "give one for each",
            Assert.Throws<ArgumentException>(() => new Series("s", [1, 2]) { Low = [1] }).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Series_differ_without_colour()
    {
        Series[] two = [new("a", [1, 2]), new("b", [2, 1])];

        Assert.Contains("\"symbol\":\"square\"", new ScatterChart("points", two).ToHtml(), StringComparison.Ordinal);
        Assert.Contains("\"dash\":\"dash\"", new LineChart("lines", two).ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Charts_without_a_usable_number_still_have_both_forms()
    {
        foreach (
            Chart chart in new Chart[]
            {
                new LineChart("none"),
                new BarChart("none", [], (double[])[]),
                new ScatterChart("gaps", new Series("s", [double.NaN])) { LogX = true, LogY = true },
            }
        )
        {
            Assert.Contains("data-figure=", chart.ToHtml(), StringComparison.Ordinal);
            Assert.DoesNotContain("shown as text", chart.ToHtml(), StringComparison.Ordinal);
            Assert.NotEmpty(chart.ToText());
        }
    }

    [Fact]
    public void A_chart_says_in_a_sentence_what_its_numbers_say()
    {
        Assert.Equal(
            [
                "Undetected: the most is 100 % (swapped words), the least 0 % (one bit).",
                "X: the most is 2 (b), the least 1 (a). Y: the most is 4 (b), the least 3 (a).",
                "Slow: from 1 at 1 to 9 at 3 (clients). Fast: from 1 at 1 to 8.9 at 3 (clients).",
                "Echo: from 0.5 at 1 bytes to 0.6 at 10 bytes.",
                "All 2 have 5.",
                "The most is 6 messages in a hundred (b), the least 5 (a).",
                "The most is 6 ms (b), the least 5 ms (a).",
                "Nothing was measured.",
                "Ms: from 1 at 1 to 2 at 3, with 9 at 2 as its highest.",
            ],
            All()
                .Append(new BarChart("same", ["a", "b"], [5, 5]))
                .Append(new BarChart("long", ["a", "b"], [5, 6]) { YAxis = "messages in a hundred" })
                .Append(new BarChart("short", ["a", "b"], [5, 6]) { YAxis = "ms" })
                .Append(new LineChart("none"))
                .Append(new LineChart("peak", new Series("", [1, 9, 2])) { YAxis = "ms" })
                .Select(chart => chart.Sentence)
        );
    }
}
