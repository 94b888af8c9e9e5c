using System.Globalization;
using System.Text;

namespace DtlsNotebooks.Runner.Book;

/// <summary>
/// Puts each line of coloured code into an element of its own, which knows how far the line is indented: a line that
/// is too long for the page goes on under its own beginning, and nothing is cut.
/// </summary>
internal static class CodeLines
{
    /// <summary>The code, line by line.</summary>
    /// <param name="html">The code as HTML, in which spans are not nested.</param>
    /// <param name="numbered">Whether each line gets a fragment: <c>L1</c>, <c>L2</c> and so on.</param>
    public static string Wrap(string html, bool numbered = false)
    {
        var page = new StringBuilder();
        string open = "";
        int number = 0;
        foreach (string line in html.Split('\n'))
        {
            number++;
            string id = numbered ? string.Create(CultureInfo.InvariantCulture, $" id=\"L{number}\"") : "";
            int indent = line.Length - line.TrimStart(' ').Length;
            string style = indent > 0 ? string.Create(CultureInfo.InvariantCulture, $" style=\"--i:{indent}\"") : "";
            page.Append("<span class=\"l\"").Append(id).Append(style).Append('>').Append(open).Append(line);

            // A span that began on an earlier line, or begins on this one, may go on: a comment, a long text.
            open = StillOpen(open + line);
            page.Append(open.Length > 0 ? "</span>\n</span>" : "\n</span>");
        }

        return page.ToString();
    }

    private static string StillOpen(string line)
    {
        int start = line.LastIndexOf("<span", StringComparison.Ordinal);
        return start >= 0 && line.IndexOf("</span>", start, StringComparison.Ordinal) < 0
            ? line[start..(line.IndexOf('>', start) + 1)]
            : "";
    }
}
