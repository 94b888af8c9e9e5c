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

    [Fact]
    public async Task The_second_run_leaves_alone_what_the_first_one_started()
    {
        using var end = new ManualResetEventSlim();
        object server = new object();
        int started = 0;
        void Serve()
        {
            Interlocked.Increment(ref started);
            end.Wait(TestContext.Current.CancellationToken);
        }

        Task first = Rerun.Start(server, Serve);
        Assert.Same(first, Rerun.Start(server, Serve));
        Task another = Rerun.Start(new object(), Serve);
        end.Set();
        await Task.WhenAll(first, another);
        Assert.Equal(2, started);

        Task afterItsEnd = Rerun.Start(server, Serve);
        Assert.NotSame(first, afterItsEnd);
        await afterItsEnd;
        Assert.Equal(3, started);
    }
}
