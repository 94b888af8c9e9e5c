namespace DtlsNotebooks.Runner.Notebooks;

/// <summary>What a notebook cell holds.</summary>
internal enum CellKind
{
    /// <summary>Prose.</summary>
    Markdown,

    /// <summary>C# code.</summary>
    Code,

    /// <summary>Anything else that nbformat allows (<c>raw</c>).</summary>
    Other,
}
