namespace DtlsNotebooks.Pictures.Markup;

/// <summary>Files that are built into the library.</summary>
internal static class Resource
{
    /// <summary>Reads a file by its name, whichever folder it is from.</summary>
    /// <exception cref="InvalidOperationException">It is not in the library.</exception>
    public static string Read(string name)
    {
        using Stream stream =
            typeof(Resource).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The library lacks its resource {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
