using System.Text.Json;
using System.Text.Json.Serialization;

namespace DtlsNotebooks.Tests.Notebooks.Answers;

/// <summary>Reads code that stands in a JSON file as one text or as a list of lines.</summary>
internal sealed class CodeTextConverter : JsonConverter<CodeText>
{
    public override CodeText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.StartArray
            ? new(string.Join('\n', JsonSerializer.Deserialize<string[]>(ref reader, options)!))
            : new(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, CodeText value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}
