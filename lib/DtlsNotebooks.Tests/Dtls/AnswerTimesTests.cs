using DtlsNotebooks.Dtls.Engine;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>What is known of the path tells how long to wait before what may be forged is believed.</summary>
public sealed class AnswerTimesTests
{
    private readonly ManualClock _clock = new();
    private readonly AnswerTimes _answers;

    public AnswerTimesTests() => _answers = new AnswerTimes { Clock = _clock };

    [Fact]
    public void It_is_twice_the_longest_answer_within_bounds()
    {
        Assert.Equal(AnswerTimes.Least, _answers.Patience);
        AssertAfter(10, AnswerTimes.Least);
        AssertAfter(350, Milliseconds(700));
        AssertAfter(20, Milliseconds(700));
        AssertAfter(5000, AnswerTimes.Most);
    }

    [Fact]
    public void What_comes_too_early_does_not_stand_for_the_answer()
    {
        _answers.Asked();
        Pass(1);
        _answers.Answered();
        Pass(399);
        _answers.Answered();

        Assert.Equal(Milliseconds(800), _answers.Patience);
    }

    [Fact]
    public void What_was_sent_twice_tells_nothing()
    {
        _answers.Asked();
        Pass(1000);
        _answers.Asked();
        Pass(10);
        _answers.Answered();

        Assert.Equal(AnswerTimes.Least, _answers.Patience);
    }

    [Fact]
    public void The_datagrams_of_a_flight_count_from_the_first()
    {
        _answers.Asked();
        Pass(20);
        _answers.Asked();
        Pass(280);
        _answers.Answered();

        Assert.Equal(Milliseconds(600), _answers.Patience);
    }

    private void AssertAfter(int took, TimeSpan patience)
    {
        _answers.Asked();
        Pass(took);
        _answers.Answered();
        Assert.Equal(patience, _answers.Patience);
    }

    private void Pass(int milliseconds) => _clock.Advance(Milliseconds(milliseconds));

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);
}
