using System.Text.Json.Serialization;

namespace DtlsNotebooks.Lessons.Predictions;

/// <summary>
/// What a chapter's text says will come of one experiment. It stands in the library and not in the notebook, where it
/// would give the answer away.
/// </summary>
/// <param name="Came">The one answer that the text explains, as <see cref="Prediction"/> would print it.</param>
/// <param name="OnWindows">The answer on Windows, where it is another one.</param>
/// <param name="OnMacOS">The answer on macOS, where it is another one.</param>
/// <param name="From">The least number that the text still explains, for what is measured.</param>
/// <param name="To">The greatest number that the text still explains, for what is measured.</param>
/// <param name="Wrong">A wrong answer that people do give: the tests type it.</param>
internal sealed record Claim(
    string? Came = null,
    string? OnWindows = null,
    [property: JsonPropertyName("onMacOS")] string? OnMacOS = null,
    double? From = null,
    double? To = null,
    string? Wrong = null
)
{
    /// <summary>The one answer on this system; null where any number of a range will do.</summary>
    public string? Here =>
        (OperatingSystem.IsWindows() ? OnWindows : null) ?? (OperatingSystem.IsMacOS() ? OnMacOS : null) ?? Came;

    /// <summary>Whether an answer is what the text explains.</summary>
    public bool Holds(Answer answer) =>
        Here is { } one
            ? answer.IsSameAs(new Answer(one))
            : answer.Number is { } number
                && number >= (From ?? double.NegativeInfinity)
                && number <= (To ?? double.PositiveInfinity);

    /// <summary>What the text explains, for a sentence: "18", or "5 to 20".</summary>
    public override string ToString() =>
        Here
        ?? (From, To) switch
        {
            ({ } from, { } to) => new Answer(from) + " to " + new Answer(to),
            ({ } from, null) => $"at least {new Answer(from)}",
            (null, { } to) => $"at most {new Answer(to)}",
            _ => "anything",
        };
}
