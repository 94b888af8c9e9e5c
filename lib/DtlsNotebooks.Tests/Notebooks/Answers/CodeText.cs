using System.Text.Json.Serialization;

namespace DtlsNotebooks.Tests.Notebooks.Answers;

/// <summary>Code in a JSON file: one text, or a list of lines.</summary>
/// <param name="Text">The code.</param>
[JsonConverter(typeof(CodeTextConverter))]
internal sealed record CodeText(string Text);
