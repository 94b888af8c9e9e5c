using DtlsNotebooks.Lessons;

namespace DtlsNotebooks.Tests.Lessons;

public sealed class TimingTests
{
    [Fact]
    public void Both_are_done_in_turn_and_the_warming_up_does_not_count()
    {
        var order = new List<string>();

        Timing.InTurn(4, () => order.Add("a"), () => order.Add("b"));

        Assert.Equal(string.Concat(Enumerable.Repeat("ab", 14)), string.Concat(order));
    }

    [Fact]
    public void Median_and_quartiles_are_those_of_the_sorted_times() =>
        Assert.Equal(new Timing(5, 3, 7), Timing.Of([8, 1, 7, 2, 6, 3, 5, 4]));

    [Fact]
    public void Fewer_than_four_rounds_have_no_quartiles() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Timing.InTurn(3, () => { }, () => { }));

    [Fact]
    public void A_clock_moves_when_somebody_moves_it_and_never_back()
    {
        var clock = new MovableClock();
        long start = clock.GetTimestamp();

        clock.Move(TimeSpan.FromSeconds(499));

        Assert.Equal(TimeSpan.FromSeconds(499), clock.GetElapsedTime(start));
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.Move(TimeSpan.FromTicks(-1)));
    }
}
