using DtlsNotebooks.Lessons;

namespace DtlsNotebooks.Tests.Lessons;

/// <summary>What holds a chapter to its word, and looks at a student's answer.</summary>
public sealed class CheckTests
{
    [Fact]
    public void A_claim_that_does_not_hold_fails_the_cell_in_its_own_words()
    {
        CheckException failure = Assert.Throws<CheckException>(() => Check.That(false, "the answer is one datagram"));

        Assert.StartsWith(
            "This run shows otherwise: the answer is one datagram.",
            failure.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_claim_that_holds_fails_nothing() => Check.That(true, "one is one");

    [Fact]
    public void The_first_expectation_that_is_not_met_gives_the_hint_and_ends_the_looking()
    {
        var asked = new List<int>();
        bool Ask(int number, bool holds)
        {
            asked.Add(number);
            return holds;
        }

        Verdict verdict = Exercise.Check(
            "Exercise 1.1",
            (() => Ask(1, true), "first"),
            (() => Ask(2, false), "second"),
            (() => Ask(3, false), "third")
        );

        Assert.Equal(new Verdict("Exercise 1.1", IsRight: false, "second"), verdict);
        Assert.Equal([1, 2], asked);
    }

    [Fact]
    public void An_answer_is_right_where_every_expectation_is_met_and_not_before()
    {
        Assert.True(Exercise.Check("Exercise 1.1", (() => true, "a"), (() => true, "b")).IsRight);
        Assert.False(Exercise.Check("Exercise 1.1", (() => true, "a"), (() => false, "b")).IsRight);
        Assert.False(Exercise.Check("Exercise 1.1", (() => false, "a"), (() => true, "b")).IsRight);
    }

    [Fact]
    public void An_answer_that_throws_is_not_right_yet_and_its_exception_is_named()
    {
        Verdict verdict = Exercise.Check("Exercise 1.1", (() => throw new FormatException("no number"), "Look at it."));

        Assert.False(verdict.IsRight);
        Assert.Equal("Look at it. (Your code threw FormatException: no number)", verdict.Hint);
    }

    [Fact]
    public void A_verdict_says_the_same_in_both_forms_and_runs_nothing_that_the_student_typed()
    {
        var wrong = new Verdict("Exercise 1.1", IsRight: false, "<b>not</b> this");

        Assert.Equal("○ Not yet: Exercise 1.1. <b>not</b> this", wrong.ToText());
        Assert.Contains("&lt;b&gt;not&lt;/b&gt; this", wrong.ToHtml(), StringComparison.Ordinal);
        Assert.Equal("✓ Right: Exercise 1.1.", new Verdict("Exercise 1.1", IsRight: true, "").ToString());
    }
}
