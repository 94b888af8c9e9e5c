using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Runner.Book;

/// <summary>
/// Writes the cells of a chapter one below the other. Cells that only load something are folded, and so is what shows
/// the answer to a prediction: from what comes after the question to the next heading, question, or "Why?", and behind
/// that "Why?" the outputs alone.
/// </summary>
internal sealed partial class ChapterBody
{
    private readonly NotebookRun _run;
    private readonly CodeHighlighter _highlighter;
    private readonly ProseWriter _prose;
    private readonly OutputWriter _outputs;
    private readonly StringBuilder _html = new();
    private readonly HashSet<string> _asked = [];
    private string? _answered;
    private bool _inAnswer;
    private bool _inSetUp;

    /// <summary>Prepares the cells of a page.</summary>
    /// <param name="run">What became of the notebook.</param>
    /// <param name="highlighter">Colours its code.</param>
    /// <param name="prose">Writes its prose.</param>
    /// <param name="outputs">Writes its outputs.</param>
    public ChapterBody(NotebookRun run, CodeHighlighter highlighter, ProseWriter prose, OutputWriter outputs)
    {
        _run = run;
        _highlighter = highlighter;
        _prose = prose;
        _outputs = outputs;
    }

    /// <summary>The cells as HTML.</summary>
    public string Write()
    {
        foreach (NotebookCell cell in _run.Document.Cells)
        {
            if (cell.Kind == CellKind.Markdown)
                WriteProse(cell);
            else if (cell.Kind == CellKind.Code)
                WriteCode(cell);
        }

        EndAnswer();
        EndSetUp();
        return _html.ToString();
    }

    private void WriteProse(NotebookCell cell)
    {
        EndSetUp();
        if (!_inAnswer)
        {
            AddProse(cell.Source);
            if (PredictionFold.HasHeading(cell.Source))
                _answered = null;
            return;
        }

        (string answer, string rest) = LeadsToQuestion(cell) ? ("", cell.Source) : PredictionFold.Part(cell.Source);
        AddProse(answer);
        if (rest.Length > 0)
        {
            EndAnswer();
            AddProse(rest);
            if (PredictionFold.HasHeading(rest))
                _answered = null;
        }
    }

    private void AddProse(string markdown)
    {
        if (!string.IsNullOrWhiteSpace(markdown))
            _html.Append("<section class=\"prose\">").Append(_prose.Write(markdown)).Append("</section>\n");
    }

    private void WriteCode(NotebookCell cell)
    {
        CellRun result = _run.Cells.First(candidate => candidate.Index == cell.Index);
        string? asks = PredictionFold.Asks(cell.Source);
        string? answered = result.WasRun ? PredictionFold.Compares(cell.Source) : null;
        if (asks is not null || (answered is not null && _asked.Contains(answered)))
            EndAnswer();
        if (asks is not null)
            _answered = null;
        if (Loading().IsMatch(cell.Source) && result.Error is null)
            BeginSetUp();
        else
            EndSetUp();

        _html.Append(
            CultureInfo.InvariantCulture,
            $"<section class=\"cell{(result.WasRun ? "" : " idle")}\" id=\"cell-{cell.Number}\""
        );
        if (asks is not null)
            _html.Append(" data-asks=\"").Append(asks).Append('"');
        _html.Append(
            CultureInfo.InvariantCulture,
            $"><div class=\"input\"><span class=\"number\" aria-label=\"Cell {cell.Number}\">{cell.Number}</span>"
        );
        _html.Append("<pre><code>").Append(CodeLines.Wrap(_highlighter.Highlight(cell))).Append("</code></pre></div>");
        _prose.Words.Read(cell.Source);
        if (!result.WasRun)
            _html.Append("<p class=\"notrun\">not run</p>");
        WriteOutputs(result, answered);
        _html.Append("</section>\n");
        if (asks is not null && IsAnswered(cell, asks))
            _asked.Add(asks);
    }

    // An error is never folded away: whoever reads the page has to see it.
    private void WriteOutputs(CellRun result, string? answered)
    {
        string shown = string.Concat(result.Outputs.Select(_outputs.Write));
        if (result.Error is not null)
            _asked.Clear();
        if (answered is not null && _asked.Remove(answered))
        {
            _html
                .Append("</section>\n")
                .Append(Opening(answered))
                .Append("<section class=\"cell came\">")
                .Append(shown);
            _inAnswer = true;
            _answered = answered;
        }
        else if (shown.Length > 0 && result.Error is null && (_asked.Count > 0 || Follows))
        {
            string after = Follows ? $" data-after=\"{_answered}\"" : "";
            _html.Append(
                CultureInfo.InvariantCulture,
                $"<details class=\"answer\"{after}><summary>Show the output</summary>"
            );
            _html.Append(shown).Append("</details>");
        }
        else
        {
            _html.Append(shown);
        }
    }

    // A picture behind the "Why?" would tell the answer just as well. It opens together with the answer.
    private bool Follows => _answered is not null && !_inAnswer;

    private static string Opening(string variable) =>
        $"<details class=\"answer\" data-answers=\"{variable}\"><summary>Show what came</summary>\n";

    private void EndAnswer()
    {
        if (_inAnswer)
            _html.Append("</details>\n");
        _inAnswer = false;
    }

    private void BeginSetUp()
    {
        if (!_inSetUp)
            _html.Append("<details class=\"setup\"><summary>The set-up cells</summary>\n");
        _inSetUp = true;
    }

    private void EndSetUp()
    {
        if (_inSetUp)
            _html.Append("</details>\n");
        _inSetUp = false;
    }

    private bool IsAnswered(NotebookCell asking, string variable) =>
        _run.Document.CodeCells.Any(cell =>
            cell.Number > asking.Number && PredictionFold.Compares(cell.Source) == variable
        );

    // The text right before a question asks it; it is no answer to the one before.
    private bool LeadsToQuestion(NotebookCell cell) =>
        _run.Document.Cells.ElementAtOrDefault(cell.Index + 1) is { Kind: CellKind.Code } next
        && PredictionFold.Asks(next.Source) is not null;

    [GeneratedRegex(@"^\s*#(?:load|r)\s+""", RegexOptions.Multiline)]
    private static partial Regex Loading();
}
