using DtlsNotebooks.Runner.Pictures;

namespace DtlsNotebooks.Runner.Book;

/// <summary>Prints pages of the book into PDF files, by the browser that the machine has.</summary>
/// <param name="browser">The browser.</param>
/// <param name="output">The folder of the book.</param>
internal sealed class PdfBook(Chromium browser, string output)
{
    /// <summary>Where the PDF of a page lies, from the folder of the book.</summary>
    /// <param name="page">The page's name without its extension.</param>
    public static string FileOf(string page) => $"pdf/{page}.pdf";

    /// <summary>Prints pages, one after another.</summary>
    /// <param name="pages">Their names without extension; those that the book lacks are passed over.</param>
    /// <param name="cancellation">Ends it at once.</param>
    /// <returns>How many were printed.</returns>
    /// <exception cref="InvalidOperationException">The browser did not start, did not end, or printed nothing.</exception>
    public async Task<int> PrintAsync(IEnumerable<string> pages, CancellationToken cancellation)
    {
        int printed = 0;
        foreach (string page in pages)
        {
            string html = Path.Combine(output, page + ".html");
            if (!File.Exists(html))
                continue;
            await browser.PrintAsync(html, Path.Combine(output, FileOf(page)), cancellation).ConfigureAwait(false);
            printed++;
        }

        return printed;
    }
}
