namespace DtlsNotebooks.Lessons;

/// <summary>
/// Holds a sentence of the text against what just happened, so that no chapter claims what its run does not show.
/// </summary>
public static class Check
{
    /// <summary>Prints the sentence with a tick where it holds.</summary>
    /// <param name="holds">Whether this run bears the sentence out.</param>
    /// <param name="sentence">The claim, as a sentence without its full stop.</param>
    /// <exception cref="CheckException">The claim does not hold in this run.</exception>
    public static void That(bool holds, string sentence)
    {
        if (!holds)
        {
            throw new CheckException(
                $"This run shows otherwise: {sentence}. Run the cells from the top once more; if it stays so, the "
                    + "text is wrong."
            );
        }

        Console.WriteLine($"✓ {sentence}");
    }
}
