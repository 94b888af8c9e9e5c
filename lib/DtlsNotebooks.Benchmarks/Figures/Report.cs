using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace DtlsNotebooks.Benchmarks.Figures;

/// <summary>The Markdown of one run: shown as it grows, and kept in a file.</summary>
/// <param name="show">Where it is shown.</param>
internal sealed class Report(TextWriter show)
{
    private readonly StringBuilder _text = new();

    /// <summary>Begins with the machine and the day.</summary>
    public void Begin() =>
        Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"# Measurements\n\n{DateTime.UtcNow:yyyy-MM-dd}, {RuntimeInformation.FrameworkDescription}, "
                    + $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} logical processors. Ratios "
                    + $"are taken within one round and hold better than the numbers.\n\n"
            )
        );

    /// <summary>Adds a heading.</summary>
    public void Heading(string heading) => Write($"## {heading}\n\n");

    /// <summary>Adds a sentence, such as why something was skipped.</summary>
    public void Say(string sentence) => Write($"{sentence}\n\n");

    /// <summary>Adds a table.</summary>
    public void Add(MarkdownTable table) => Write(table.ToString());

    /// <summary>Keeps it.</summary>
    public void Save(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, _text.ToString().TrimEnd('\n') + "\n");
    }

    private void Write(string text)
    {
        _text.Append(text);
        show.Write(text);
        show.Flush();
    }
}
