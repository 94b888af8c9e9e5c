namespace DtlsNotebooks.Runner.Exercises;

/// <summary>What is typed in the place of a student, where a notebook asks for a prediction.</summary>
internal enum TypedPredictions
{
    /// <summary>Nothing: the cells run as they stand.</summary>
    None,

    /// <summary>What the chapter's claims say will come.</summary>
    Right,

    /// <summary>The wrong answer that the chapter's claims name.</summary>
    Wrong,
}
