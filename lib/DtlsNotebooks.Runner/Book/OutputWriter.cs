using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Reporting;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Runner.Book;

/// <summary>Turns the outputs of a cell into HTML.</summary>
/// <param name="scripts">Takes the big scripts out of them.</param>
/// <param name="onPage">The shared scripts that the page refers to already.</param>
internal sealed partial class OutputWriter(SharedScripts scripts, ISet<string> onPage)
{
    private static readonly string[] Images = ["image/png", "image/jpeg", "image/gif"];

    /// <summary>An output as HTML.</summary>
    public string Write(CellOutput output) =>
        output switch
        {
            StreamOutput stream =>
                $"<pre class=\"output {(stream.IsError ? "stderr" : "stdout")}\">{WebUtility.HtmlEncode(stream.Text.TrimEnd('\n'))}</pre>",
            DisplayOutput display => Display(display.Data),
            ErrorOutput error => Error(error.Error),
            _ => "",
        };

    private string Display(IReadOnlyDictionary<string, string> data)
    {
        if (data.TryGetValue("text/html", out string? html) || data.TryGetValue("image/svg+xml", out html))
        {
            return $"<div class=\"output html\">{scripts.Lift(KernelStyle().Replace(html, ""), onPage)}</div>";
        }

        foreach (string? type in Images.Where(data.ContainsKey))
        {
            return "<div class=\"output html\"><img alt=\"\" "
                + $"src=\"data:{type};base64,{WebUtility.HtmlEncode(data[type])}\"></div>";
        }

        string text = data.TryGetValue("text/plain", out string? plain) ? plain : data.Values.FirstOrDefault() ?? "";
        return $"<pre class=\"output text\">{WebUtility.HtmlEncode(text.TrimEnd('\n'))}</pre>";
    }

    private static string Error(CellError error)
    {
        var html = new StringBuilder("<div class=\"output error\" role=\"alert\">");
        html.Append("<p><strong>").Append(WebUtility.HtmlEncode(error.Type)).Append("</strong>");
        if (error.Line > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $" in line {error.Line}");
        }

        html.Append("</p><pre>").Append(WebUtility.HtmlEncode(Words.Shorten(error.Message)));
        foreach (string line in error.Trace)
        {
            html.Append("\n   ").Append(WebUtility.HtmlEncode(line));
        }

        return html.Append("</pre></div>").ToString();
    }

    /// <summary>The formatting library repeats its style sheet in every value; the book has one of its own.</summary>
    [GeneratedRegex(@"<style>\s*\.dni-code-hint.*?</style>", RegexOptions.Singleline)]
    private static partial Regex KernelStyle();
}
