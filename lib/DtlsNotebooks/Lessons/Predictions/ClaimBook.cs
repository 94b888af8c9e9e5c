using System.Text.Json;

namespace DtlsNotebooks.Lessons.Predictions;

/// <summary>The claims of all chapters, one file a chapter, by the name of the question.</summary>
internal static class ClaimBook
{
    private const string Folder = "DtlsNotebooks.Lessons.Predictions.Claims.";
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private static readonly Lazy<Dictionary<string, Claim>> Claims = new(ReadAll);

    /// <summary>The claim about a question.</summary>
    /// <param name="question">Its name, such as "1.1.1 length".</param>
    /// <exception cref="ArgumentException">No chapter claims anything about it.</exception>
    public static Claim About(string question) =>
        Claims.Value.GetValueOrDefault(question)
        ?? throw new ArgumentException(
            $"No chapter has a question called “{question}”: write its name as the chapter does.",
            nameof(question)
        );

    private static Dictionary<string, Claim> ReadAll()
    {
        var all = new Dictionary<string, Claim>(StringComparer.Ordinal);
        foreach (string name in typeof(ClaimBook).Assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith(Folder, StringComparison.Ordinal))
                continue;
            using Stream stream = typeof(ClaimBook).Assembly.GetManifestResourceStream(name)!;
            Dictionary<string, Claim> chapter = JsonSerializer.Deserialize<Dictionary<string, Claim>>(stream, Options)!;
            foreach ((string question, Claim claim) in chapter)
                all.Add(question, claim);
        }

        return all;
    }
}
