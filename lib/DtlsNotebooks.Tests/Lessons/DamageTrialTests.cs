using DtlsNotebooks.Lessons;

namespace DtlsNotebooks.Tests.Lessons;

public sealed class DamageTrialTests
{
    [Theory]
    [InlineData(Damage.OneBit, 0, 0)]
    [InlineData(Damage.Burst, 0, 0)]
    [InlineData(Damage.TwoBits, 2.5, 3.7)] // 31 of 511 second places are the same column, half of those make up for it.
    [InlineData(Damage.SwappedWords, 100, 100)]
    [InlineData(Damage.PlusAndMinus, 100, 100)]
    [InlineData(Damage.Noise, 0, 0.1)]
    public void It_counts_what_the_checksum_misses(Damage damage, double from, double to) =>
        Assert.InRange(DamageTrial.MissedPercent(damage), from, to);

    [Fact]
    public void It_is_the_same_in_every_run() =>
        Assert.Equal(DamageTrial.MissedPercent(Damage.TwoBits, 5000), DamageTrial.MissedPercent(Damage.TwoBits, 5000));

    [Fact]
    public void It_refuses_what_it_cannot_try()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DamageTrial.MissedPercent(Damage.OneBit, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => DamageTrial.MissedPercent((Damage)99, 1));
    }
}
