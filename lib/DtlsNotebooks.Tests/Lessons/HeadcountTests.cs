using DtlsNotebooks.Lessons;

namespace DtlsNotebooks.Tests.Lessons;

public sealed class HeadcountTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    [Fact]
    public void The_most_that_were_inside_together_are_counted_and_not_those_that_came_one_by_one()
    {
        var inside = new Headcount();
        for (int i = 0; i < 5; i++)
        {
            inside.Enter();
            inside.Leave();
        }

        Assert.Equal(1, inside.Most);
        inside.Enter();
        inside.Enter();
        inside.Leave();
        inside.Enter();
        Assert.Equal(2, inside.Most);
    }

    [Fact]
    public void Threads_that_wait_for_each_other_inside_are_all_counted()
    {
        var inside = new Headcount();

        var crowd = Crowd.Arrive(12, () => inside.EnterAndWaitFor(12, Bound));

        Assert.Equal((12, 12), (crowd.Served, inside.Most));
    }

    [Fact]
    public void Who_waits_for_more_than_come_gives_up() =>
        Assert.False(new Headcount().EnterAndWaitFor(2, TimeSpan.FromMilliseconds(50)));
}
