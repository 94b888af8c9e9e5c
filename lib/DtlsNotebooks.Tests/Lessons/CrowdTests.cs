using DtlsNotebooks.Lessons;

namespace DtlsNotebooks.Tests.Lessons;

public sealed class CrowdTests
{
    [Fact]
    public void All_of_a_crowd_are_inside_at_the_same_time()
    {
        using var meeting = new Barrier(16);

        var crowd = Crowd.Arrive(
            16,
            () => meeting.SignalAndWait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)
        );

        Assert.Equal((16, 16), (crowd.Count, crowd.Served));
        Assert.Empty(crowd.Failures);
    }

    [Fact]
    public void A_visit_that_throws_is_not_served_and_its_message_is_kept_once()
    {
        int number = 0;

        var crowd = Crowd.Arrive(
            6,
            () => Interlocked.Increment(ref number) % 2 == 0 ? true : throw new InvalidOperationException("turned away")
        );

        Assert.Equal(3, crowd.Served);
        Assert.Equal(["turned away"], crowd.Failures);
    }

    [Fact]
    public void What_is_repeated_is_done_by_each_so_many_times()
    {
        int done = 0;

        var crowd = Crowd.Repeat(3, 50, () => Interlocked.Increment(ref done));

        Assert.Equal((3, 150), (crowd.Served, done));
    }

    [Fact]
    public void Who_has_not_ended_at_the_limit_is_not_served()
    {
        using var never = new ManualResetEventSlim();

        var crowd = Crowd.Arrive(2, () => never.Wait(TimeSpan.FromSeconds(60)), TimeSpan.FromMilliseconds(50));
        never.Set();

        Assert.Equal(0, crowd.Served);
        Assert.True(crowd.Elapsed < TimeSpan.FromSeconds(60));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2001)]
    public void A_number_that_is_no_crowd_is_refused_in_one_sentence(int count)
    {
        ArgumentOutOfRangeException refusal = Assert.Throws<ArgumentOutOfRangeException>(() =>
            Crowd.Arrive(count, () => true)
        );

        Assert.StartsWith("A crowd is of 1 to 2000 clients.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_of_nothing_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Crowd.Arrive(1, () => true, TimeSpan.Zero));
}
