namespace DtlsNotebooks.Runner.Grading;

/// <summary>What a notebook may take when it is graded.</summary>
internal sealed record GradeLimits
{
    /// <summary>The time limit of a cell.</summary>
    public TimeSpan Cell { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time limit of a run of the whole notebook.</summary>
    public TimeSpan Notebook { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The most memory, in bytes.</summary>
    public long Memory { get; init; } = 1536L << 20;
}
