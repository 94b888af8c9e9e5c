using DtlsNotebooks.Benchmarks.Load;
using DtlsNotebooks.Benchmarks.Own;

namespace DtlsNotebooks.Tests.Benchmarks;

/// <summary>The lines that the load programs, in C and in C#, exchange with the benchmark.</summary>
public sealed class LoadLineTests
{
    [Fact]
    public void An_order_survives_its_line()
    {
        var order = new LoadOrder(LoadKind.Resumed, 11111, 64, TimeSpan.FromMilliseconds(600));

        Assert.Equal("resumed 11111 64 600", order.ToString());
        Assert.Equal(order, LoadOrder.Parse(order.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("handshakes 11111 8")]
    [InlineData("handshakes 0 8 600")]
    [InlineData("handshakes 11111 1025 600")]
    [InlineData("handshakes 11111 8 -1")]
    [InlineData("dances 11111 8 600")]
    public void What_is_no_order_is_none(string line) => Assert.Null(LoadOrder.Parse(line));

    [Fact]
    public void An_answer_of_the_c_programs_is_understood() =>
        Assert.Equal(
            new LoadAnswer(2550, 1, 2, 3, TimeSpan.FromMilliseconds(1002.5)),
            LoadAnswer.Parse("count=2550 failed=1 repeated=2 reused=3 ns=1002500000")
        );

    [Theory]
    [InlineData("")]
    [InlineData("count=1")]
    [InlineData("count=1 failed=0 repeated=0 reused=0 ns=x")]
    [InlineData("failed=0 count=1 repeated=0 reused=0 ns=1")]
    public void What_is_no_answer_is_none(string line) => Assert.Null(LoadAnswer.Parse(line));

    [Fact]
    public void The_runtimes_figures_survive_their_line_and_can_be_subtracted()
    {
        var later = new RuntimeFigures(1000, 7, 2, TimeSpan.FromMilliseconds(30), 5);

        Assert.Equal(later, RuntimeFigures.Parse(later.ToString()));
        Assert.Equal(
            new RuntimeFigures(900, 6, 1, TimeSpan.FromMilliseconds(20), 3),
            later.Since(new RuntimeFigures(100, 1, 1, TimeSpan.FromMilliseconds(10), 2))
        );
    }
}
