using System.Net;
using System.Reflection;

namespace DtlsNotebooks.Runner.Book;

/// <summary>The frame of every page: self-contained, with the style sheet inside.</summary>
internal static class Page
{
    private static readonly Lazy<string> Style = new(ReadStyle);

    /// <summary>A whole page.</summary>
    /// <param name="title">Its title, as text.</param>
    /// <param name="kind">The class of its body.</param>
    /// <param name="body">Its content, as HTML.</param>
    public static string Write(string title, string kind, string body) =>
        $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{WebUtility.HtmlEncode(title)}</title>
            <link rel="icon" href="data:,">
            <style>
            {Style.Value}
            </style>
            </head>
            <body class="{kind}">
            {body}
            </body>
            </html>

            """;

    private static string ReadStyle()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("book.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
