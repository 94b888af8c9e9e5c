namespace DtlsNotebooks.Tests.Notebooks.Shape;

/// <summary>Something in a chapter that is not as a chapter should be.</summary>
/// <param name="Cell">The id of the cell; empty where the notebook as a whole is meant.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Cure">What to do.</param>
internal sealed record Finding(string Cell, string Fault, string Cure)
{
    public override string ToString() => $"{(Cell.Length > 0 ? $"cell \"{Cell}\"" : "notebook")}: {Fault} → {Cure}";
}
