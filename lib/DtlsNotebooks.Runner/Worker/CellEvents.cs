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

    private readonly List<string> _notes = [];
    private CompilationReport? _report;

    /// <summary>Why the cell failed, or null.</summary>
    public CellError? Error { get; private set; }

    /// <summary>The compiler's warnings.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Takes an event.</summary>
    /// <param name="happened">The event.</param>
    /// <returns>The output that it stands for, or null.</returns>
    public CellOutput? Take(KernelEvent happened)
    {
        switch (happened)
        {
            case StandardOutputValueProduced output:
                return Text(output, isError: false);
            case StandardErrorValueProduced output:
                return Text(output, isError: true);
            // What display() gives back was shown already; the shipped tool keeps it to itself too.
            case ReturnValueProduced { Value: { } shown } when shown.GetType().Name == ShownAlready:
                return null;
            case ReturnValueProduced result:
                return Value(result, isResult: true);
            case DisplayedValueProduced display:
                return Value(display, isResult: false);
            case DiagnosticsProduced diagnostics:
                _report = new CompilationReport(diagnostics, CellStackTrace.FileName(number));
                _notes.AddRange(_report.Warnings);
                return null;
            case CommandFailed failed:
                Error = _report?.Error ?? CellStackTrace.ToError(failed.Exception, number);
                return null;
            default:
                return null;
        }
    }

    private static StreamOutput? Text(DisplayEvent output, bool isError) =>
        string.Concat(output.FormattedValues.Select(form => form.Value)) is { Length: > 0 } text
            ? new StreamOutput(isError, text)
            : null;

    private static DisplayOutput? Value(DisplayEvent shown, bool isResult) =>
        shown.FormattedValues.Count > 0
            ? new DisplayOutput(shown.FormattedValues.ToDictionary(form => form.MimeType, form => form.Value), isResult)
            : null;
}
