using System.Net;
using System.Security.Cryptography;

namespace DtlsNotebooks.Pictures.Markup;

/// <summary>The parts that every HTML output shares.</summary>
internal static class Html
{
    private static readonly Lazy<string> StyleText = new(() =>
        Resource
            .Read("pictures.css")
            .Replace("/*light*/", Palette.ToCss(dark: false), StringComparison.Ordinal)
            .Replace("/*dark*/", Palette.ToCss(dark: true), StringComparison.Ordinal)
    );

    /// <summary>Whether pictures are shown large, for a projector.</summary>
    public static bool Large { get; set; }

    /// <summary>The class of the outermost element of a picture.</summary>
    public static string RootClass => Large ? "dtls dtls-large" : "dtls";

    /// <summary>The style sheet of all pictures; every rule is bound to a class that begins with "dtls-".</summary>
    public static string Style => $"<style>{StyleText.Value}</style>";

    /// <summary>Words as HTML shows them unchanged, control characters made visible.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(PlainText.OneLine(text));

    /// <summary>Text of several lines as HTML shows it unchanged.</summary>
    public static string EncodeLines(string text) => string.Join('\n', text.Split('\n').Select(Encode));

    /// <summary>A name that no other output on the page has.</summary>
    public static string NewId() => "f" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>JSON that cannot end the script element it stands in.</summary>
    public static string InScript(string json) =>
        json.Replace("<", "\\u003C", StringComparison.Ordinal)
            .Replace(">", "\\u003E", StringComparison.Ordinal)
            .Replace("\u2028", "\\u2028", StringComparison.Ordinal)
            .Replace("\u2029", "\\u2029", StringComparison.Ordinal);

    /// <summary>Title and subtitle of a picture, and the sentence that says what happened.</summary>
    public static string Heading(string title, string subtitle, string sentence = "")
    {
        string heading = $"<div class=\"dtls-title\">{Encode(title)}</div>";
        if (sentence.Length > 0)
            heading += $"<p class=\"dtls-sentence\">{Encode(sentence)}</p>";
        return subtitle.Length == 0 ? heading : heading + $"<div class=\"dtls-subtitle\">{Encode(subtitle)}</div>";
    }
}
