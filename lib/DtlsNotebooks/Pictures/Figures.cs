using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures;

/// <summary>How all pictures are shown.</summary>
public static class Figures
{
    /// <summary>
    /// Whether pictures that are shown from now on are large enough for the last row of a class room: words of about
    /// 22 pixels. False at first.
    /// </summary>
    /// <example><code>Figures.Large = true;</code></example>
    public static bool Large
    {
        get => Html.Large;
        set => Html.Large = value;
    }
}
