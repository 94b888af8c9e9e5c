using DtlsNotebooks.Dtls;
using DtlsNotebooks.Lessons;

namespace DtlsNotebooks.Tests.Lessons;

public sealed class CallLogTests
{
    [Fact]
    public void A_round_is_a_row_in_its_order()
    {
        var log = new CallLog();
        log.Add(DtlsStatus.WantRead, TimeSpan.FromSeconds(0.2), "TimedOut");
        log.Add(DtlsStatus.Done, null, "Readable");

        Assert.Equal(1, log.Count(DtlsStatus.WantRead));
        Assert.Equal(DtlsStatus.Done, log.Last.Status);
        Assert.Equal(["1", "WantRead", "0.20", "TimedOut"], log.Table("x").Rows[0]);
        Assert.Equal(["2", "Done", "none", "Readable"], log.Table("x").Rows[1]);
    }

    [Fact]
    public void An_empty_log_says_what_to_do()
    {
        var log = new CallLog();
        log.Add(DtlsStatus.Done, null, "x");
        log.Clear();

        InvalidOperationException empty = Assert.Throws<InvalidOperationException>(() => log.Last);
        Assert.Contains("run the loop", empty.Message, StringComparison.Ordinal);
    }
}
