namespace DtlsNotebooks.Runner.Notebooks;

/// <summary>Finds the repository and the notebooks in it.</summary>
internal sealed class NotebookFolder
{
    private NotebookFolder(string root) => Root = root;

    /// <summary>The repository's top folder.</summary>
    public string Root { get; }

    /// <summary>Where the notebooks lie.</summary>
    public string Notebooks => Path.Combine(Root, "notebooks");

    /// <summary>Where the book goes if nothing else is asked for.</summary>
    /// <param name="solved">Whether it is the edition with the exercises solved.</param>
    public string DefaultOutput(bool solved) => Path.Combine(Root, "lib", "artifacts", solved ? "solutions" : "book");

    /// <summary>
    /// Walks up from each of the given folders to the first that holds both <c>notebooks</c> and <c>lib</c>.
    /// </summary>
    /// <returns>The repository, or null if none of the folders lies in one.</returns>
    public static NotebookFolder? Find(params IEnumerable<string> startingPoints)
    {
        foreach (string start in startingPoints)
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (
                    Directory.Exists(Path.Combine(folder.FullName, "notebooks"))
                    && Directory.Exists(Path.Combine(folder.FullName, "lib"))
                )
                {
                    return new NotebookFolder(folder.FullName);
                }
            }
        }

        return null;
    }

    /// <summary>The notebooks of the repository in the order of their names.</summary>
    public IReadOnlyList<string> All() =>
        [.. Directory.EnumerateFiles(Notebooks, "*.ipynb").Order(StringComparer.Ordinal)];

    /// <summary>
    /// Finds a notebook by what a person types: its number (<c>01</c>, <c>1</c>), its name, its file name, or a path.
    /// </summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="currentFolder">The folder that relative paths start from.</param>
    /// <returns>The full path, or null if nothing fits or more than one does.</returns>
    public string? Resolve(string typed, string currentFolder)
    {
        if (typed.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase))
        {
            string[] candidates = new[]
            {
                Path.Combine(currentFolder, typed),
                Path.Combine(Root, typed),
                Path.Combine(Notebooks, typed),
            };
            return candidates.Where(File.Exists).Select(Path.GetFullPath).FirstOrDefault();
        }

        IReadOnlyList<string> all = All();
        return all.FirstOrDefault(path => NameOf(path).Equals(typed, StringComparison.OrdinalIgnoreCase))
            ?? Only(all.Where(path => Matches(NameOf(path), typed)));
    }

    private static bool Matches(string name, string typed)
    {
        string number = name.Split('-')[0];
        return number.Equals(typed, StringComparison.OrdinalIgnoreCase)
            || (int.TryParse(number, out int is1) && int.TryParse(typed, out int is2) && is1 == is2)
            || name.EndsWith("-" + typed, StringComparison.OrdinalIgnoreCase);
    }

    private static string? Only(IEnumerable<string> paths)
    {
        var found = paths.Take(2).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path);
}
