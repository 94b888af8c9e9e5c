using System.Net;
using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Runner.Book;

/// <summary>Writes the programs that a student takes home: a page for each, and one that lists them.</summary>
/// <param name="frame">Writes what stands around them.</param>
/// <param name="map">Knows the pages of the book.</param>
internal sealed class ProgramPages(Frame frame, BookMap map)
{
    /// <summary>The title of the page that lists them.</summary>
    public const string Title = "Programs to take home";

    // The usings that the SDK gives to a program, and a cell has not.
    private static readonly string[] Implicit = ["System.IO", "System.Net.Http", "System.Threading"];

    /// <summary>The page of one program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="chapters">The chapters that name it.</param>
    /// <param name="libraries">The libraries whose types it may use, by full path.</param>
    public string Write(TakeHomeProgram program, IReadOnlyList<Chapter> chapters, IEnumerable<string> libraries)
    {
        var cell = new NotebookCell
        {
            Id = program.Name,
            Index = 0,
            Number = 1,
            Kind = CellKind.Code,
            Source = program.Code,
            Heading = "",
        };
        using var highlighter = new CodeHighlighter(
            new NotebookDocument
            {
                Path = program.File,
                Text = "",
                Cells = [cell],
            },
            libraries,
            Implicit
        );
        return frame.Write(
            program.FileName,
            $"""
            <section class="prose"><h1>{WebUtility.HtmlEncode(program.FileName)}</h1>
            {What(program)}{From(chapters)}{Start(program)}</section>
            <section class="cell"><div class="input"><pre><code>{CodeLines.Wrap(
                highlighter.Highlight(cell),
                numbered: true
            )}</code></pre></div></section>
            <section class="prose"><p><a href="programs/{WebUtility.HtmlEncode(program.FileName)}" download>Save {WebUtility.HtmlEncode(
                program.FileName
            )}</a> · <a href="{BookMap.Programs}">All programs</a></p></section>
            """,
            []
        );
    }

    /// <summary>The page that lists the programs.</summary>
    /// <param name="programs">The programs, and for each the chapters that name it.</param>
    public string WriteList(IReadOnlyList<(TakeHomeProgram Program, IReadOnlyList<Chapter> Chapters)> programs)
    {
        IEnumerable<string> rows = programs.Select(entry =>
            $"<tr><td><a href=\"{entry.Program.Page}\">{WebUtility.HtmlEncode(entry.Program.FileName)}</a></td><td>{WebUtility.HtmlEncode(entry.Program.What)}</td><td>{Links(entry.Chapters)}</td></tr>"
        );
        return frame.Write(
            Title,
            $"""
            <section class="prose wide"><h1>{Title}</h1>
            <p>Each is one file, of the same lines as the cells of its chapter. Start it in a terminal, in the folder of the course; its page has the command.</p>
            <div class="table"><table><thead><tr><th>Program</th><th>What it is</th><th>Chapter</th></tr></thead><tbody>{string.Concat(
                rows
            )}</tbody></table></div></section>
            """,
            []
        );
    }

    private static string What(TakeHomeProgram program) =>
        program.What.Length == 0 ? "" : $"<p>{WebUtility.HtmlEncode(program.What)}.</p>\n";

    private static string From(IReadOnlyList<Chapter> chapters) =>
        chapters.Count == 0 ? "" : $"<p>It belongs to {Links(chapters)}.</p>\n";

    private static string Links(IReadOnlyList<Chapter> chapters) =>
        string.Join(
            ", ",
            chapters.Select(chapter =>
                $"<a href=\"{WebUtility.HtmlEncode(chapter.Page)}\">{WebUtility.HtmlEncode(chapter.Title)}</a>"
            )
        );

    private string Start(TakeHomeProgram program)
    {
        string where =
            $"<p>In the repository it is <code>{WebUtility.HtmlEncode(map.InRepository(program.File))}</code>.";
        return program.Command.Length == 0
            ? where + "</p>"
            : $"{where} In a terminal, in the folder of the course:</p>\n<div class=\"listing\"><pre><code>{CodeLines.Wrap(WebUtility.HtmlEncode(program.Command))}</code></pre></div>";
    }
}
