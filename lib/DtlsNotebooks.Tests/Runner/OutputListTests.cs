using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Tests.Runner;

/// <summary>A cell may show what it likes; what is kept of it is bounded.</summary>
public sealed class OutputListTests
{
    private const string Missing = "left out here";

    [Fact]
    public void What_fits_is_kept_to_the_last_letter()
    {
        var list = new OutputList();
        string half = new('a', OutputList.TextKept / 2);
        list.Add(new StreamOutput(false, half));
        list.Add(new StreamOutput(true, "oops"));
        list.Add(new DisplayOutput(new Dictionary<string, string> { ["text/plain"] = "value" }, false));
        list.Add(new StreamOutput(false, half[4..]));
        list.Add(new StreamOutput(false, "the end"));

        Assert.Collection(
            list.ToList(),
            output => Assert.Equal(new StreamOutput(false, half), output),
            output => Assert.Equal(new StreamOutput(true, "oops"), output),
            output => Assert.IsType<DisplayOutput>(output),
            output => Assert.Equal(new StreamOutput(false, half[4..] + "the end"), output)
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(3_000_000)]
    public void Of_text_without_an_end_the_beginning_and_the_end_are_kept(int piece)
    {
        var list = new OutputList();
        string all = string.Concat(Enumerable.Range(0, 400_000).Select(i => $"{i:000000}\n"));
        for (int start = 0; start < all.Length; start += piece)
            list.Add(new StreamOutput(false, all[start..Math.Min(start + piece, all.Length)]));

        IReadOnlyList<CellOutput> kept = list.ToList();
        string first = Text(kept[0]);
        string between = Text(kept[1]);
        string last = Text(kept[2]);
        Assert.Equal(3, kept.Count);
        Assert.StartsWith(first, all, StringComparison.Ordinal);
        Assert.EndsWith(last, all, StringComparison.Ordinal);
        Assert.Equal(OutputList.TextKept, first.Length);
        Assert.InRange(last.Length, OutputList.TextKept, OutputList.TextKept + 4096);
        int missing = all.Length - first.Length - last.Length;
        Assert.Contains(
            FormattableString.Invariant($"{missing:N0} characters are {Missing}"),
            between,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Values_without_an_end_are_bounded_and_the_error_stands_last()
    {
        var list = new OutputList();
        for (int i = 0; i < 20_000; i++)
            list.Add(Value(i, 1000));
        list.Add(new ErrorOutput(new CellError(CellErrorKind.Exception, "E", "why", 1, [])));

        IReadOnlyList<CellOutput> kept = list.ToList();
        Assert.InRange(kept.Count, 3, (2 * OutputList.CountKept) + 2);
        Assert.Contains(
            kept,
            output => output is StreamOutput && Text(output).Contains(Missing, StringComparison.Ordinal)
        );
        Assert.Equal("0", Name(kept[0]));
        Assert.Equal("19999", Name(kept[^2]));
        Assert.IsType<ErrorOutput>(kept[^1]);
    }

    [Fact]
    public void Few_values_that_are_very_long_are_bounded_too()
    {
        var list = new OutputList();
        const int Length = OutputList.LastValuesKept / 3;
        for (int i = 0; i < 40; i++)
            list.Add(Value(i, Length));

        IReadOnlyList<CellOutput> kept = list.ToList();
        Assert.Equal("0", Name(kept[0]));
        Assert.Equal("39", Name(kept[^1]));
        Assert.InRange(
            kept.OfType<DisplayOutput>().Sum(value => value.Data.Values.Sum(form => form.Length)),
            OutputList.FirstValuesKept / 2,
            OutputList.FirstValuesKept + OutputList.LastValuesKept
        );
    }

    [Fact]
    public void Two_streams_in_turn_are_bounded()
    {
        var list = new OutputList();
        for (int i = 0; i < 100_000; i++)
            list.Add(new StreamOutput(i % 2 == 1, "x"));

        Assert.InRange(list.ToList().Count, 3, (2 * OutputList.CountKept) + 1);
    }

    [Fact]
    public void No_letter_is_cut_in_two()
    {
        var list = new OutputList();
        list.Add(new StreamOutput(false, "x"));
        list.Add(new StreamOutput(false, string.Concat(Enumerable.Repeat("😀", OutputList.TextKept))));
        list.Add(new StreamOutput(false, "x"));

        foreach (string text in list.ToList().Select(Text))
        {
            Assert.False(char.IsHighSurrogate(text[^1]));
            Assert.False(char.IsLowSurrogate(text[0]));
        }
    }

    private static DisplayOutput Value(int number, int length) =>
        new(
            new Dictionary<string, string>
            {
                ["text/plain"] = FormattableString.Invariant($"{number}"),
                ["text/html"] = new string('x', length),
            },
            false
        );

    private static string Name(CellOutput output) => Assert.IsType<DisplayOutput>(output).Data["text/plain"];

    private static string Text(CellOutput output) => Assert.IsType<StreamOutput>(output).Text;
}
