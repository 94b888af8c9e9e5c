using DtlsNotebooks.Runner.Results;
using Microsoft.CodeAnalysis;
using Microsoft.DotNet.Interactive.Events;
using Diagnostic = Microsoft.DotNet.Interactive.Diagnostic;

namespace DtlsNotebooks.Runner.Worker;

/// <summary>Says in words what the kernel's compiler found in a cell.</summary>
internal sealed class CompilationReport
{
    private readonly IReadOnlyList<(Diagnostic Found, string File)> _diagnostics;

    /// <summary>Reads the kernel's diagnostics.</summary>
    /// <param name="produced">The event that brought them.</param>
    /// <param name="cell">The name under which the cell was compiled.</param>
    public CompilationReport(DiagnosticsProduced produced, string cell)
    {
        // The kernel tells a line without its file; the formatted text begins with the file.
        _diagnostics =
        [
            .. produced.Diagnostics.Zip(
                produced.FormattedDiagnostics,
                (found, text) => (found, FileIn(text.Value, cell))
            ),
        ];
    }

    /// <summary>One line for each warning: place, code and message.</summary>
    public IEnumerable<string> Warnings => In(DiagnosticSeverity.Warning).Select(Describe);

    /// <summary>The error of a cell that does not compile, or null.</summary>
    public CellError? Error =>
        In(DiagnosticSeverity.Error).ToList() is [var first, ..] errors
            ? new CellError(
                CellErrorKind.Compilation,
                "The cell does not compile",
                string.Join('\n', errors.Select(Describe)),
                first.File.Length == 0 ? LineOf(first.Found) : 0,
                []
            )
            : null;

    private IEnumerable<(Diagnostic Found, string File)> In(DiagnosticSeverity severity) =>
        _diagnostics.Where(diagnostic => diagnostic.Found.Severity == severity);

    private static string Describe((Diagnostic Found, string File) diagnostic) =>
        FormattableString.Invariant(
            $"{diagnostic.File}line {LineOf(diagnostic.Found)}: {Word(diagnostic.Found)} {diagnostic.Found.Code}: {diagnostic.Found.Message}"
        );

    /// <summary>The script that the cell loads, with a comma; empty for the cell itself.</summary>
    private static string FileIn(string text, string cell)
    {
        int end = text.IndexOf('(', StringComparison.Ordinal);
        string file = end > 0 ? Path.GetFileName(text[..end]) : "";
        return file.Length == 0 || file == cell ? "" : file + ", ";
    }

    private static string Word(Diagnostic diagnostic) =>
        diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning";

    private static int LineOf(Diagnostic diagnostic) => diagnostic.LinePositionSpan.Start.Line + 1;
}
