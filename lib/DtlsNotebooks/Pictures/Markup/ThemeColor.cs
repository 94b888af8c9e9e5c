namespace DtlsNotebooks.Pictures.Markup;

/// <summary>One colour in its two forms.</summary>
/// <param name="Name">Its name in style sheets.</param>
/// <param name="Light">The form for a light ground, <c>#RRGGBB</c> in capitals.</param>
/// <param name="Dark">The form for a dark ground, <c>#RRGGBB</c> in capitals.</param>
internal sealed record ThemeColor(string Name, string Light, string Dark)
{
    /// <summary>The colour as a style sheet names it.</summary>
    public string Css => $"var(--dtls-{Name})";
}
