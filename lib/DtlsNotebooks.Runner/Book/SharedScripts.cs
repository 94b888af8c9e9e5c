using System.Text;
using System.Text.RegularExpressions;

namespace DtlsNotebooks.Runner.Book;

/// <summary>
/// Keeps pages small: a script that an output marks with <c>data-once="name"</c> goes into one file of the book,
/// and a page refers to it once.
/// </summary>
/// <param name="assets">The folder of the book's shared files.</param>
internal sealed partial class SharedScripts(string assets)
{
    private readonly HashSet<string> _written = [];

    /// <summary>Replaces the marked scripts of an output by references.</summary>
    /// <param name="html">The output.</param>
    /// <param name="onPage">The scripts that the page refers to already; grows.</param>
    public string Lift(string html, ISet<string> onPage)
    {
        var page = new StringBuilder();
        int position = 0;
        while (Opening().Match(html, position) is { Success: true } tag)
        {
            int body = tag.Index + tag.Length;
            int end = html.IndexOf("</script>", body, StringComparison.OrdinalIgnoreCase);
            if (end < 0)
            {
                break;
            }

            string name = tag.Groups["name"].Value;
            page.Append(html, position, tag.Index - position);
            page.Append(onPage.Add(name) ? Reference(name) : "");
            Write(name, html[body..end]);
            position = end + "</script>".Length;
        }

        return page.Append(html, position, html.Length - position).ToString();
    }

    /// <summary>The element that loads a shared script.</summary>
    public static string Reference(string name) => $"<script src=\"assets/{name}.js\"></script>";

    private void Write(string name, string script)
    {
        if (_written.Add(name))
        {
            Directory.CreateDirectory(assets);
            File.WriteAllText(Path.Combine(assets, name + ".js"), script);
        }
    }

    [GeneratedRegex("""<script\b[^>]*\bdata-once=["'](?<name>[A-Za-z0-9_-]+)["'][^>]*>""", RegexOptions.IgnoreCase)]
    private static partial Regex Opening();
}
