using DtlsNotebooks.Lessons;

namespace DtlsNotebooks.Tests.Lessons;

public sealed class LossyPathTests
{
    [Fact]
    public void Udp_loses_the_one_message_and_holds_no_other()
    {
        Arrivals arrivals = LossyPath.SendByUdp(messages: 5, lose: 2);

        Assert.Equal([true, false, true, true, true], arrivals.At.Select(at => at is not null));
        Assert.Equal(4, arrivals.Count);
        Assert.Equal(0, arrivals.HeldUp);
    }

    [Theory]
    [InlineData(2, 4)]
    [InlineData(5, 1)]
    public void Tcp_loses_none_and_holds_all_behind_the_lost_one(int lose, int held)
    {
        Arrivals arrivals = LossyPath.SendByTcp(messages: 5, lose);

        Assert.Equal(5, arrivals.Count);
        Assert.Equal(held, arrivals.HeldUp);
        Assert.Equal(arrivals.At.Order(), arrivals.At);
    }

    [Fact]
    public void Both_can_be_drawn_in_one_picture()
    {
        TimeSpan?[] at = [TimeSpan.FromMilliseconds(1), null];
        string text = Arrivals.Chart(new Arrivals("UDP", at, null), new Arrivals("TCP", at, null)).ToText();

        Assert.Contains("UDP", text, StringComparison.Ordinal);
        Assert.Contains("TCP", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(101, 1)]
    [InlineData(5, 6)]
    [InlineData(5, 0)]
    public void What_cannot_be_sent_is_refused(int messages, int lose)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LossyPath.SendByUdp(messages, lose));
        Assert.Throws<ArgumentOutOfRangeException>(() => LossyPath.SendByTcp(messages, lose));
    }
}
