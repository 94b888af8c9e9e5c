using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Book;
using DtlsNotebooks.Runner.Pictures;
using DtlsNotebooks.Tests.Pictures;

namespace DtlsNotebooks.Tests.Runner.Book;

/// <summary>A page on paper, as the browser of this machine prints it.</summary>
[Collection(BrowserTests.Name)]
public sealed class BookPdfTests(WholeBook book)
{
    [Fact]
    public async Task Each_sheet_has_its_title_and_its_number()
    {
        if (Chromium.Find() is not { } browser)
        {
            Assert.Skip("No Chromium, Chrome or Edge was found on this machine.");
            return;
        }

        int printed = await new PdfBook(new Chromium(browser), book.Folder).PrintAsync(
            ["04-resumption", "no-such-page"],
            TestContext.Current.CancellationToken
        );
        string pdf = Path.Combine(book.Folder, "pdf", "04-resumption.pdf");
        int sheets = Regex.Count(
            await File.ReadAllTextAsync(pdf, Encoding.Latin1, TestContext.Current.CancellationToken),
            @"/Type /Page\b"
        );

        Assert.Equal(1, printed);
        Assert.InRange(sheets, 5, 60);
        if (Text(pdf) is not { } text)
        {
            Assert.Skip("The sheets were counted; pdftotext, which reads their words, is not on this machine.");
            return;
        }

        string[] words = text.Split('\f')[..sheets];
        for (int i = 0; i < sheets; i++)
        {
            Assert.StartsWith("Chapter 4 · Resumption", words[i].TrimStart(), StringComparison.Ordinal);
            Assert.EndsWith($"{i + 1} / {sheets}", words[i].TrimEnd(), StringComparison.Ordinal);
        }
        Assert.Contains(WholeBook.Output.Trim(), text, StringComparison.Ordinal);
    }

    private static string? Text(string pdf)
    {
        try
        {
            using Process tool = Process.Start(
                new ProcessStartInfo("pdftotext", ["-layout", pdf, "-"])
                {
                    RedirectStandardOutput = true,
                    StandardOutputEncoding = Encoding.UTF8,
                }
            )!;
            string text = tool.StandardOutput.ReadToEnd();
            tool.WaitForExit(30_000);
            return text;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
