using System.Text.Json.Serialization;

namespace DtlsNotebooks.Pictures.Plotting.Figures;

/// <summary>
/// One layer of a <see cref="Figure"/>. There are few of them, since their number is what makes drawing slow.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(FigureLine), "line")]
[JsonDerivedType(typeof(FigureArea), "area")]
[JsonDerivedType(typeof(FigureBars), "bars")]
[JsonDerivedType(typeof(FigureText), "text")]
internal abstract record FigureTrace
{
    /// <summary>Its name in the legend; empty for one that is not listed.</summary>
    public string Name { get; init; } = "";

    /// <summary>What hovering over each point shows, one line a fact; empty where hovering shows nothing.</summary>
    public IReadOnlyList<string> Hover { get; init; } = [];
}
