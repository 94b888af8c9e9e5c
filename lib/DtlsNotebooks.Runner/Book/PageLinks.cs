namespace DtlsNotebooks.Runner.Book;

/// <summary>Translates the links of a text into links of the book.</summary>
/// <param name="textFolder">The folder that links in the text start from.</param>
/// <param name="map">Knows the pages of the book.</param>
internal sealed class PageLinks(string textFolder, BookMap map)
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

    /// <summary>Where a link leads: a page of the book, or the address as it stands; null where the book lacks it.</summary>
    /// <param name="url">The link in the text.</param>
    public string? Target(string url)
    {
        if (!IsLocal(url))
            return url;
        (string path, string fragment) = Split(url);
        return map.PageOf(FullPath(path)) is { } page ? page + fragment : null;
    }

    /// <summary>Where in the repository a file lies that the book lacks.</summary>
    /// <param name="url">The link in the text.</param>
    public string InRepository(string url) => map.InRepository(FullPath(Split(url).Path));

    /// <summary>
    /// An image's content, so that the page needs no other file; an image that is not there keeps its address.
    /// </summary>
    /// <param name="url">The image's address in the text.</param>
    public string Image(string url)
    {
        if (!IsLocal(url))
            return url;
        string file = FullPath(Split(url).Path);
        return File.Exists(file) && ImageTypes.TryGetValue(Path.GetExtension(file), out string? type)
            ? $"data:{type};base64,{Convert.ToBase64String(File.ReadAllBytes(file))}"
            : url;
    }

    private string FullPath(string path) => Path.GetFullPath(Path.Combine(textFolder, Uri.UnescapeDataString(path)));

    private static bool IsLocal(string url) =>
        url.Length > 0 && url[0] is not ('#' or '/') && !Uri.TryCreate(url, UriKind.Absolute, out _);

    private static (string Path, string Fragment) Split(string url)
    {
        int hash = url.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? (url, "") : (url[..hash], url[hash..]);
    }
}
