using System.Buffers;

namespace DtlsNotebooks.Runner.Notebooks;

/// <summary>Says which notebooks can have a page in the book: their names become names of files and addresses.</summary>
internal static class NotebookNames
{
    // They have a meaning in an address or in markup, or no place in a file name on some system.
    private static readonly SearchValues<char> Special = SearchValues.Create("#?%&\"<>\\:*|");

    /// <summary>Looks at the names of the notebooks that are to be run together.</summary>
    /// <param name="paths">Their paths.</param>
    /// <returns>The first thing that stands in the way, with what to do, or null.</returns>
    public static string? Complaint(IEnumerable<string> paths)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string path in paths)
        {
            string name = Path.GetFileNameWithoutExtension(path);
            if (name.AsSpan().IndexOfAny(Special) is var place and >= 0)
            {
                return $"\"{name}.ipynb\" has a \"{name[place]}\" in its name, which means something else in the "
                    + "address of a page. Rename the notebook.";
            }

            if (!seen.TryAdd(name, path))
            {
                return $"Two notebooks are called \"{name}.ipynb\", but the book has one page of a name: {seen[name]} "
                    + $"and {path}. Rename one, or run them one after the other with --output.";
            }
        }

        return null;
    }
}
