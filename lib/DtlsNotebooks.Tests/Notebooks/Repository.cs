namespace DtlsNotebooks.Tests.Notebooks;

/// <summary>Where the repository lies whose build these tests are.</summary>
internal static class Repository
{
    /// <summary>The folder that holds README, notebooks and lib.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of the chapters.</summary>
    public static string Notebooks { get; } = Path.Combine(Root, "notebooks");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "global.json")))
            folder = folder.Parent;
        return folder?.FullName
            ?? throw new DirectoryNotFoundException("These tests run from inside the repository's own build folder.");
    }
}
