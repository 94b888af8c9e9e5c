using System.Globalization;
using System.Net;
using System.Text;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Reporting;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Runner.Book;

/// <summary>Writes the page of one executed notebook.</summary>
internal sealed class ChapterPage
{
    private readonly NotebookRun _run;
    private readonly CodeHighlighter _highlighter;
    private readonly ProseWriter _prose;
    private readonly OutputWriter _outputs;

    /// <summary>Prepares the page.</summary>
    /// <param name="run">What became of the notebook.</param>
    /// <param name="highlighter">Colours its code.</param>
    /// <param name="prose">Writes its prose.</param>
    /// <param name="outputs">Writes its outputs.</param>
    public ChapterPage(NotebookRun run, CodeHighlighter highlighter, ProseWriter prose, OutputWriter outputs)
    {
        this._run = run;
        this._highlighter = highlighter;
        this._prose = prose;
        this._outputs = outputs;
    }

    /// <summary>The page as HTML.</summary>
    /// <param name="previous">The chapter before it, as a link; may be empty.</param>
    /// <param name="next">The chapter after it, as a link; may be empty.</param>
    public string Write(string previous, string next)
    {
        string cells = string.Concat(_run.Document.Cells.Select(WriteCell));
        string contents = Contents();
        string body = $"""
            <header class="bar"><nav aria-label="Chapters"><a class="home" href="index.html">All chapters</a><span class="around">{previous}{next}</span></nav></header>
            <div class="layout">
            <aside class="side">{(
                contents.Length > 0 ? $"<nav aria-label=\"Contents\"><p>Contents</p>{contents}</nav>" : ""
            )}</aside>
            <main>
            {(contents.Length > 0 ? $"<details class=\"toc\"><summary>Contents</summary>{contents}</details>" : "")}
            {Refusals()}
            {cells}
            <p class="ran">{WebUtility.HtmlEncode(Footer())}</p>
            </main>
            </div>
            <footer class="bar"><nav aria-label="Chapters, again"><a class="home" href="index.html">All chapters</a><span class="around">{previous}{next}</span></nav></footer>
            """;
        return Page.Write(_run.Document.Title, "chapter", body);
    }

    private string WriteCell(NotebookCell cell) =>
        cell.Kind switch
        {
            CellKind.Markdown => $"<section class=\"prose\">{_prose.Write(cell.Source)}</section>\n",
            CellKind.Code => WriteCode(cell),
            _ => "",
        };

    private string WriteCode(NotebookCell cell)
    {
        CellRun result = _run.Cells.First(candidate => candidate.Index == cell.Index);
        var html = new StringBuilder();
        html.Append(
            CultureInfo.InvariantCulture,
            $"<section class=\"cell{(result.WasRun ? "" : " idle")}\" id=\"cell-{cell.Number}\">"
        );
        html.Append(
            CultureInfo.InvariantCulture,
            $"<div class=\"input\"><span class=\"number\" aria-label=\"Cell {cell.Number}\">{cell.Number}</span>"
        );
        html.Append("<pre><code>").Append(_highlighter.Highlight(cell)).Append("</code></pre></div>");
        if (!result.WasRun)
        {
            html.Append("<p class=\"notrun\">not run</p>");
        }

        foreach (CellOutput output in result.Outputs)
        {
            html.Append(_outputs.Write(output));
        }

        return html.Append("</section>\n").ToString();
    }

    private string Contents()
    {
        var list = new StringBuilder();
        foreach (PageHeading? heading in _prose.Headings.Where(heading => heading.Level is 2 or 3))
        {
            list.Append(
                CultureInfo.InvariantCulture,
                $"<li class=\"level{heading.Level}\"><a "
                    + $"href=\"#{heading.Id}\">{WebUtility.HtmlEncode(heading.Text)}</a></li>"
            );
        }

        return list.Length == 0 ? "" : $"<ul>{list}</ul>";
    }

    private string Refusals()
    {
        if (_run.Refusals.Count == 0)
        {
            return "";
        }

        IEnumerable<string> items = _run.Refusals.Select(refusal =>
            $"<li>{WebUtility.HtmlEncode($"{Words.Place(Path.GetFileName(_run.Document.Path), refusal.Cell, refusal.Heading, refusal.Line)}: {refusal.Reason}")}</li>"
        );
        return "<div class=\"output error\" role=\"alert\"><p><strong>This notebook was not "
            + $"run.</strong></p><ul>{string.Concat(items)}</ul></div>";
    }

    private string Footer()
    {
        string version = Environment.Version.ToString(2);
        return $"{_run.Document.Name}.ipynb: {Words.Count(_run.Cells.Count(cell => cell.WasRun), "cell")} run in {Words.Seconds(_run.Elapsed)} on .NET {version}. {(_run.Succeeded ? "" : $"Result: {Words.Outcome(_run)}.")}".TrimEnd();
    }
}
