namespace DtlsNotebooks.Runner.Grading;

/// <summary>What the course's own check says of an exercise.</summary>
internal enum ExerciseVerdict
{
    /// <summary>Its cell is as the course gives it, or gone.</summary>
    Untouched,

    /// <summary>It meets every expectation.</summary>
    Right,

    /// <summary>It does not, and there is a hint.</summary>
    NotYet,

    /// <summary>It does not compile, throws outside the check, or does not end.</summary>
    Error,

    /// <summary>It meets them, but declares again what the check relies on: somebody has to look.</summary>
    Doubtful,
}
