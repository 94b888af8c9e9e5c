namespace DtlsNotebooks.Lessons;

/// <summary>Looks at a student's answer.</summary>
public static class Exercise
{
    /// <summary>
    /// Tries the expectations in their order and stops at the first that the answer does not meet.
    /// An answer that throws does not meet the expectation; nothing is thrown on to the cell.
    /// </summary>
    /// <param name="name">The exercise, as its heading calls it.</param>
    /// <param name="expectations">What a right answer does, each with the hint that helps when it does not.</param>
    /// <returns>The verdict, to be the last expression of the check cell.</returns>
    public static Verdict Check(string name, params ReadOnlySpan<(Func<bool> Holds, string Hint)> expectations)
    {
        foreach ((Func<bool>? holds, string? hint) in expectations)
        {
            try
            {
                if (!holds())
                    return new Verdict(name, IsRight: false, hint);
            }
#pragma warning disable CA1031 // Whatever the student's code throws is an answer that is not right yet, never a failed notebook.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                return new Verdict(
                    name,
                    IsRight: false,
                    $"{hint} (Your code threw {exception.GetType().Name}: {exception.Message})"
                );
            }
        }

        return new Verdict(name, IsRight: true, Hint: "");
    }
}
