using System.Net;
using System.Reflection;

namespace DtlsNotebooks.Runner.Book;

/// <summary>The frame of every page: the style sheet inside, and one script for all pages beside them.</summary>
internal static class Page
{
    /// <summary>The name of the script that all pages share.</summary>
    public const string Script = "book.js";

    // Before anything is drawn, so that a dark page does not flash white. Without storage the system decides.
    private const string ThemeAtOnce =
        "<script>(function(r){r.classList.add('js');try{var t=localStorage.getItem('book-theme');"
        + "if(t==='light'||t==='dark')r.dataset.theme=t}catch(e){}})(document.documentElement)</script>";

    private static readonly Lazy<string> Style = new(() => ReadResource("book.css"));

    /// <summary>A whole page.</summary>
    /// <param name="title">Its title, as text.</param>
    /// <param name="kind">The class of its body.</param>
    /// <param name="body">Its content, as HTML.</param>
    /// <param name="book">The title of the book, which paper shows beside that of the page; empty for none.</param>
    public static string Write(string title, string kind, string body, string book = "") =>
        $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{WebUtility.HtmlEncode(book.Length == 0 || book == title ? title : $"{title} · {book}")}</title>
            <link rel="icon" href="data:,">
            {ThemeAtOnce}
            <style>
            {Style.Value}
            {Running(title, book)}
            </style>
            </head>
            <body class="{kind}">
            {body}
            </body>
            </html>

            """;

    /// <summary>The text of a file that the runner carries in itself.</summary>
    /// <param name="name">Its name.</param>
    public static string ReadResource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // What stands at the head of each sheet of paper.
    private static string Running(string title, string book) =>
        $"@page {{ @top-left {{ content: {Quote(title)} }} @top-right {{ content: {Quote(book == title ? "" : book)} }} }}";

    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("<", "\\3C ", StringComparison.Ordinal).ReplaceLineEndings(" ")}\"";
}
