using DtlsNotebooks.Lessons;

namespace DtlsNotebooks.Tests.Lessons;

public sealed class ThreadCostTests
{
    [Fact]
    public void So_many_threads_as_were_asked_for_cost_time_and_no_more_memory_than_the_machine_has()
    {
        var cost = ThreadCost.Of(50);

        Assert.Equal(50, cost.Count);
        Assert.True(cost.StartMicroseconds > 0);
        Assert.InRange(cost.Kibibytes, 0, 1024 * 1024);
    }

    [Fact]
    public void The_turn_goes_there_and_back() => Assert.True(ThreadCost.SwitchMicroseconds(100) > 0);

    [Theory]
    [InlineData(0)]
    [InlineData(20_001)]
    public void A_number_out_of_range_is_refused(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ThreadCost.Of(count));
}
