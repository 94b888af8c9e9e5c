namespace DtlsNotebooks.Runner.Grading;

/// <summary>What was found out about one notebook.</summary>
internal sealed record Grade
{
    /// <summary>The file, as it is called below the folder of the class.</summary>
    public required string Student { get; init; }

    /// <summary>The title of the chapter that it is a copy of; empty for none.</summary>
    public string Chapter { get; init; } = "";

    /// <summary>Why nothing could be graded; null where it could.</summary>
    public string? Trouble { get; init; }

    /// <summary>The exercises, in the chapter's order.</summary>
    public IReadOnlyList<ExerciseGrade> Exercises { get; init; } = [];

    /// <summary>The predictions, in the chapter's order.</summary>
    public IReadOnlyList<PredictionGrade> Predictions { get; init; } = [];

    /// <summary>The answers to the questions to hand in.</summary>
    public IReadOnlyList<HandedInAnswer> Answers { get; init; } = [];

    /// <summary>A sentence for each cell that failed as it was handed in.</summary>
    public IReadOnlyList<string> FailedCells { get; init; } = [];

    /// <summary>The names that the evidence carries.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>What a teacher may want to look at.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }
}
