using System.Text;

namespace DtlsNotebooks.Benchmarks.Figures;

/// <summary>A table with a caption, written as Markdown whose columns are also aligned for a terminal.</summary>
/// <param name="caption">What was measured, and how; one paragraph.</param>
/// <param name="header">The names of the columns; the first is a name, the others are figures.</param>
internal sealed class MarkdownTable(string caption, params IReadOnlyList<string> header)
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    /// <summary>Adds a row.</summary>
    /// <exception cref="ArgumentException">It has not one cell a column.</exception>
    public void Add(params IReadOnlyList<string> cells)
    {
        if (cells.Count != header.Count)
        {
            throw new ArgumentException($"A row needs {header.Count} cells, not {cells.Count}.", nameof(cells));
        }

        _rows.Add([.. cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))]);
    }

    /// <summary>The Markdown, with an empty line after it.</summary>
    public override string ToString()
    {
        int[] widths =
        [
            .. Enumerable.Range(0, header.Count).Select(column => _rows.Append(header).Max(row => row[column].Length)),
        ];
        var text = new StringBuilder();
        text.Append(caption).Append("\n\n");
        Write(text, header, widths);
        text.Append('|').Append('-', widths[0] + 2).Append('|');
        foreach (int width in widths.Skip(1))
        {
            text.Append('-', width + 1).Append(":|");
        }

        text.Append('\n');
        _rows.ForEach(row => Write(text, row, widths));
        return text.Append('\n').ToString();
    }

    private static void Write(StringBuilder text, IReadOnlyList<string> row, int[] widths)
    {
        text.Append("| ").Append(row[0].PadRight(widths[0])).Append(" |");
        for (int i = 1; i < row.Count; i++)
        {
            text.Append(' ').Append(row[i].PadLeft(widths[i])).Append(" |");
        }

        text.Append('\n');
    }
}
