namespace DtlsNotebooks.Benchmarks.CommandLine;

/// <summary>The repository that this program was built in.</summary>
internal static class Repository
{
    /// <summary>Its top folder; the current folder where it cannot be found.</summary>
    public static string Root { get; } = Find();

    /// <summary>Where the tables go.</summary>
    public static string OutputFile => Path.Combine(Root, "lib", "artifacts", "benchmarks", "measurements.md");

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (
                Directory.Exists(Path.Combine(folder.FullName, "notebooks"))
                && Directory.Exists(Path.Combine(folder.FullName, "lib"))
            )
            {
                return folder.FullName;
            }
        }

        return Directory.GetCurrentDirectory();
    }
}
