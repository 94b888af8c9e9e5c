namespace DtlsNotebooks.Plotly;

/// <summary>plotly.js reads a few HTML tags in its texts; words from the network must not be read so.</summary>
internal static class PlotlyText
{
    /// <summary>Plain text as plotly.js shows it unchanged.</summary>
    public static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>Plain text of several lines as plotly.js shows it.</summary>
    public static string EscapeLines(string text) => Escape(text).Replace("\n", "<br>", StringComparison.Ordinal);
}
