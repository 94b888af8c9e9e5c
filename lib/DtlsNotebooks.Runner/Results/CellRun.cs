namespace DtlsNotebooks.Runner.Results;

/// <summary>What became of one code cell.</summary>
internal sealed record CellRun
{
    /// <summary>The cell's id.</summary>
    public required string Id { get; init; }

    /// <summary>Place among all cells of the notebook, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Place among the code cells, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The section that the cell stands in.</summary>
    public required string Heading { get; init; }

    /// <summary>False for a cell after a failed one: it was not run.</summary>
    public bool WasRun { get; init; }

    /// <summary>What it showed, in order.</summary>
    public IReadOnlyList<CellOutput> Outputs { get; init; } = [];

    /// <summary>Why it failed, or null.</summary>
    public CellError? Error { get; init; }

    /// <summary>
    /// Warnings of the compiler and remarks of the runner; none of them is part of the cell's output.
    /// </summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How long the cell took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Everything written to standard output.</summary>
    public string StandardOutput =>
        string.Concat(Outputs.OfType<StreamOutput>().Where(o => !o.IsError).Select(o => o.Text));

    /// <summary>Everything written to standard error.</summary>
    public string StandardError =>
        string.Concat(Outputs.OfType<StreamOutput>().Where(o => o.IsError).Select(o => o.Text));

    /// <summary>Every form of every displayed value that has the given MIME type, in order.</summary>
    /// <param name="mimeType">For example <c>text/html</c>.</param>
    public IEnumerable<string> Displayed(string mimeType) =>
        Outputs.OfType<DisplayOutput>().Where(o => o.Data.ContainsKey(mimeType)).Select(o => o.Data[mimeType]);
}
