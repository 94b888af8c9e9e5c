using DtlsNotebooks.Display;
using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Lessons;

/// <summary>What a check cell says of an answer.</summary>
/// <param name="Exercise">The exercise it is about.</param>
/// <param name="IsRight">The answer meets every expectation.</param>
/// <param name="Hint">What to look at next; empty for a right answer.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record Verdict(string Exercise, bool IsRight, string Hint) : IDisplayable
{
    /// <inheritdoc/>
    public string ToHtml() =>
        $"{Html.Style}<div class=\"dtls dtls-verdict dtls-{(IsRight ? "right-answer" : "not-yet")}\"><b>{Html.Encode(Heading)}</b> {Html.Encode(Hint)}</div>";

    /// <summary>The verdict as one line: "✓ Right" or "○ Not yet", and the hint.</summary>
    /// <returns>The line.</returns>
    public string ToText() => IsRight ? Heading : $"{Heading} {Hint}";

    /// <summary>The same as <see cref="ToText"/>.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => ToText();

    private string Heading => IsRight ? $"✓ Right: {Exercise}." : $"○ Not yet: {Exercise}.";
}
