using System.Text.Json.Serialization;

namespace DtlsNotebooks.Runner.Results;

/// <summary>One thing that a cell showed, in the order in which it was shown.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(StreamOutput), "stream")]
[JsonDerivedType(typeof(DisplayOutput), "display")]
[JsonDerivedType(typeof(ErrorOutput), "error")]
internal abstract record CellOutput;
