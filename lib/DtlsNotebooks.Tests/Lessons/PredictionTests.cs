using DtlsNotebooks.Lessons;
using DtlsNotebooks.Lessons.Predictions;

namespace DtlsNotebooks.Tests.Lessons;

public sealed class PredictionTests
{
    [Theory]
    [InlineData(0, "It is 18.")]
    [InlineData("", "It is 18.")]
    [InlineData(null, "It is 18.")]
    [InlineData(10, "You said 10. It is 18.")]
    [InlineData(18, "You said 18. Right: it is 18.")]
    [InlineData(18.0, "You said 18. Right: it is 18.")]
    [InlineData("0x12", "You said 0x12. Right: it is 18.")]
    public void It_says_what_was_typed_and_what_came(object? typed, string said) =>
        Assert.Equal(said, Prediction.Tell("1.1.1 length", typed, (ushort)18));

    [Fact]
    public void A_run_that_gives_something_else_than_the_text_explains_stops_the_cell()
    {
        CheckException thrown = Assert.Throws<CheckException>(() => Prediction.Compare("1.1.1 length", 18, 17));

        Assert.Contains("gave 17", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("explains 18", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_that_no_chapter_asks_is_named() =>
        Assert.Contains(
            "“1.1.1 lenght”",
            Assert.Throws<ArgumentException>(() => Prediction.Compare("1.1.1 lenght", 1, 18)).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("b a c", "B, A, C", true)]
    [InlineData("b → a → c", "bac", true)]
    [InlineData("b a c", "a b c", false)]
    [InlineData("06E6", "0x06e6", true)]
    [InlineData("1.5", "1.50", true)]
    [InlineData("1.5", "15", false)]
    [InlineData("12", "1 2 3", false)]
    public void Orders_numbers_and_words_are_compared_by_what_they_say(string one, string other, bool same) =>
        Assert.Equal(same, new Answer(one).IsSameAs(new Answer(other)));

    [Theory]
    [InlineData(5, true)]
    [InlineData(4, false)]
    [InlineData(20, true)]
    [InlineData(21, false)]
    [InlineData("some", false)]
    public void A_measured_answer_lies_in_a_range(object came, bool holds) =>
        Assert.Equal(holds, new Claim(From: 5, To: 20).Holds(new Answer(came)));
}
