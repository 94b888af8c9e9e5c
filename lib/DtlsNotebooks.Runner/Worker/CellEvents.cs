using System.Globalization;
using DtlsNotebooks.Runner.Results;
using Microsoft.CodeAnalysis;
using Microsoft.DotNet.Interactive.Events;

namespace DtlsNotebooks.Runner.Worker;

/// <summary>Makes of the kernel's events what a notebook keeps of a cell.</summary>
/// <param name="number">The cell's number among the code cells.</param>
internal sealed class CellEvents(int number)
{
    // A type of the kernel's own, which it does not show to others.
    private const string ShownAlready = "DisplayedValue";

    /// <summary>Longer text goes to the runner in pieces, so that no message is longer than the runner can hold.</summary>
    private const int PieceLength = 64 * 1024;

    private readonly List<string> _notes = [];
    private CompilationReport? _report;

    /// <summary>Why the cell failed, or null.</summary>
    public CellError? Error { get; private set; }

    /// <summary>The compiler's warnings.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Takes an event.</summary>
    /// <param name="happened">The event.</param>
    /// <returns>The outputs that it stands for; none for most events.</returns>
    public IEnumerable<CellOutput> Take(KernelEvent happened)
    {
        switch (happened)
        {
            case StandardOutputValueProduced output:
                return Text(output, isError: false);
            case StandardErrorValueProduced output:
                return Text(output, isError: true);
            // What display() gives back was shown already; the shipped tool keeps it to itself too.
            case ReturnValueProduced { Value: { } shown } when shown.GetType().Name == ShownAlready:
                return [];
            case ReturnValueProduced result:
                return Value(result, isResult: true);
            case DisplayedValueProduced display:
                return Value(display, isResult: false);
            case DiagnosticsProduced diagnostics:
                _report = new CompilationReport(diagnostics, CellStackTrace.FileName(number));
                _notes.AddRange(_report.Warnings);
                return [];
            case CommandFailed failed:
                Error = _report?.Error ?? CellStackTrace.ToError(failed.Exception, number);
                return [];
            default:
                return [];
        }
    }

    private static IEnumerable<StreamOutput> Text(DisplayEvent output, bool isError)
    {
        string text = string.Concat(output.FormattedValues.Select(form => form.Value));
        for (int start = 0; start < text.Length; )
        {
            int end = Math.Min(start + PieceLength, text.Length);
            end -= end < text.Length && char.IsHighSurrogate(text[end - 1]) ? 1 : 0;
            yield return new StreamOutput(isError, text[start..end]);
            start = end;
        }
    }

    private static IEnumerable<CellOutput> Value(DisplayEvent shown, bool isResult)
    {
        long length = shown.FormattedValues.Sum(form => (long)form.MimeType.Length + form.Value.Length);
        if (length > OutputList.FirstValuesKept)
        {
            string size = string.Create(CultureInfo.InvariantCulture, $"{length:N0}");
            yield return new StreamOutput(
                IsError: false,
                $"… a value of {size} characters is left out here: no page can show that much. …\n"
            );
        }
        else if (length > 0)
        {
            yield return new DisplayOutput(
                shown.FormattedValues.ToDictionary(form => form.MimeType, form => form.Value),
                isResult
            );
        }
    }
}
