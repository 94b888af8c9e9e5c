using System.Text.Json;

namespace DtlsNotebooks.Pictures.Plotting.Figures;

/// <summary>The JSON form of a <see cref="Figure"/>, the same on both sides of the load context.</summary>
internal static class FigureJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Writes a figure.</summary>
    public static string Write(Figure figure) => JsonSerializer.Serialize(figure, Options);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">The text is not the JSON form of a figure.</exception>
    public static Figure Read(string json) =>
        JsonSerializer.Deserialize<Figure>(json, Options) ?? throw new JsonException("A figure is missing.");
}
