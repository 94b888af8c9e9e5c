namespace DtlsNotebooks.Runner.Book;

/// <summary>Translates the links of a notebook into links of the book.</summary>
/// <param name="notebookFolder">The folder that links in the notebook start from.</param>
/// <param name="bookFolder">The folder that links in the page start from.</param>
/// <param name="hasPage">
/// Whether a notebook, by its name, has a page in the book; null where each has, or will have.
/// </param>
internal sealed class PageLinks(string notebookFolder, string bookFolder, Func<string, bool>? hasPage = null)
{
    private static readonly Dictionary<string, string> ImageTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".gif"] = "image/gif",
        [".svg"] = "image/svg+xml",
        [".webp"] = "image/webp",
    };

    /// <summary>
    /// Where a link leads: another notebook's page, a file of the repository, or the address as it stands.
    /// </summary>
    /// <param name="url">The link in the notebook.</param>
    public string Target(string url)
    {
        if (!IsLocal(url))
        {
            return url;
        }

        (string? path, string? fragment) = Split(url);
        bool isPage =
            path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase)
            && !path.Contains('/')
            && hasPage?.Invoke(Path.GetFileNameWithoutExtension(path)) != false;
        return isPage ? Path.ChangeExtension(path, ".html") + fragment : FromBook(path) + fragment;
    }

    /// <summary>
    /// An image's content, so that the page needs no other file; an image that is not there keeps its address.
    /// </summary>
    /// <param name="url">The image's address in the notebook.</param>
    public string Image(string url)
    {
        if (!IsLocal(url))
        {
            return url;
        }

        string file = Path.GetFullPath(Path.Combine(notebookFolder, Uri.UnescapeDataString(Split(url).Path)));
        return File.Exists(file) && ImageTypes.TryGetValue(Path.GetExtension(file), out string? type)
            ? $"data:{type};base64,{Convert.ToBase64String(File.ReadAllBytes(file))}"
            : FromBook(url);
    }

    private string FromBook(string path) =>
        Path.GetRelativePath(bookFolder, Path.GetFullPath(Path.Combine(notebookFolder, path))).Replace('\\', '/');

    private static bool IsLocal(string url) =>
        url.Length > 0 && url[0] is not ('#' or '/') && !Uri.TryCreate(url, UriKind.Absolute, out _);

    private static (string Path, string Fragment) Split(string url)
    {
        int hash = url.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? (url, "") : (url[..hash], url[hash..]);
    }
}
