using DtlsNotebooks.Lessons;

namespace DtlsNotebooks.Tests.Lessons;

public sealed class RerunTests
{
    [Fact]
    public void The_second_run_closes_what_the_first_one_opened()
    {
        using var first = new MemoryStream();
        using var second = new MemoryStream();
        using var other = new MemoryStream();

        Assert.Same(first, Rerun.Replace("RerunTests", first));
        Rerun.Replace("RerunTests, another", other);
        Rerun.Replace("RerunTests", second);

        Assert.False(first.CanRead);
        Assert.True(second.CanRead && other.CanRead);
        Rerun.Replace("RerunTests", second);
        Assert.True(second.CanRead);
    }
}
