using DtlsNotebooks.Benchmarks.Captures;

namespace DtlsNotebooks.Tests.Benchmarks;

/// <summary>What tshark printed is counted, so that a capture that it did not understand is noticed.</summary>
public sealed class TsharkRunTests
{
    private static readonly TimeSpan Elapsed = TimeSpan.FromSeconds(1);

    [Fact]
    public void Datagrams_of_DTLS_and_Finished_messages_are_counted() =>
        Assert.Equal(
            new TsharkRun(Elapsed, Datagrams: 4, Finished: 2),
            TsharkRun.Of(
                "1\t22\t1\t0\t0\n"
                    + "2\t22,20,22\t16,20\t0,0,1\t2,3,0\n"
                    + "3\t20,22\t20\t0,1\t6,0\n"
                    + "4\t23\t\t1\t1\n"
                    + "5\t\t\t\t\n",
                Elapsed
            )
        );

    [Fact]
    public void Without_keys_a_Finished_message_is_none() =>
        Assert.Equal(new TsharkRun(Elapsed, 1, 0), TsharkRun.Of("2\t22,20,22\t16\t0,0,1\t2,3,0\n", Elapsed));
}
