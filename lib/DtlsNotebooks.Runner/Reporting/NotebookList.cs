using DtlsNotebooks.Runner.Notebooks;
using Spectre.Console;

namespace DtlsNotebooks.Runner.Reporting;

/// <summary>The list of what can be run.</summary>
internal static class NotebookList
{
    /// <summary>Shows each notebook with its title and its number of cells.</summary>
    public static void Write(IAnsiConsole console, NotebookFolder folder)
    {
        TextWriter writer = console.Profile.Out.Writer;
        foreach (string path in folder.All())
        {
            writer.WriteLine(Describe(path));
        }
    }

    private static string Describe(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        try
        {
            var document = NotebookDocument.Load(path);
            return $"{name, -16} {document.Title} ({Words.Count(document.CodeCells.Count(), "code cell")})";
        }
        catch (NotebookFormatException e)
        {
            return $"{name, -16} {e.Message}";
        }
    }
}
