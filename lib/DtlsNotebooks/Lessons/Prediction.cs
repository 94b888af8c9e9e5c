using DtlsNotebooks.Lessons.Predictions;

namespace DtlsNotebooks.Lessons;

/// <summary>Holds what a student predicted against what came, and the chapter's text to its word.</summary>
/// <example><code>
/// int length = 0;          // your prediction
/// // … the experiment …
/// Prediction.Compare("1.1.1 length", length, datagram.Header.Length);
/// </code></example>
public static class Prediction
{
    /// <summary>
    /// Says what was predicted and what came: "You said 10. It is 18." Where nothing was typed it says only what came.
    /// </summary>
    /// <param name="question">
    /// The name of the question: the number of its section and a word, such as "1.1.1 length".
    /// </param>
    /// <param name="yours">
    /// What the student typed: a number, a word, a letter, or an order such as "b a c". 0, "" or null where nothing was
    /// typed. Case, spaces, commas and arrows make no difference.
    /// </param>
    /// <param name="came">What this run gave.</param>
    /// <exception cref="CheckException">This run gave something else than the chapter's text explains.</exception>
    /// <exception cref="ArgumentException">No chapter has a question of that name.</exception>
    public static void Compare(string question, object? yours, object? came) =>
        Console.WriteLine(Tell(question, yours, came));

    /// <summary>The sentence that <see cref="Compare"/> prints.</summary>
    internal static string Tell(string question, object? yours, object? came)
    {
        ArgumentNullException.ThrowIfNull(question);
        Claim claim = ClaimBook.About(question);
        var typed = new Answer(yours);
        var result = new Answer(came);
        if (!claim.Holds(result))
        {
            throw new CheckException(
                $"This run gave {result}, and the text explains {claim}. Run the cells from the top once more; if it "
                    + "stays so, the text is wrong."
            );
        }

        return typed.IsEmpty ? $"It is {result}."
            : typed.IsSameAs(result) ? $"You said {typed}. Right: it is {result}."
            : claim.Here is null && claim.Holds(typed) ? $"You said {typed}. It is {result}: close."
            : $"You said {typed}. It is {result}.";
    }
}
