using DtlsNotebooks.Runner.Execution;
using Microsoft.CodeAnalysis;

namespace DtlsNotebooks.Runner.Worker;

/// <summary>Says in words what the compiler found.</summary>
internal static class CompilationReport
{
    /// <summary>One line: place, code and message.</summary>
    public static string Describe(Diagnostic diagnostic) =>
        FormattableString.Invariant(
            $"line {LineOf(diagnostic)}: {SeverityOf(diagnostic)} {diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}"
        );

    /// <summary>The error of a cell that does not compile.</summary>
    /// <param name="diagnostics">What the compiler found; one at least is an error.</param>
    public static CellError ToError(IEnumerable<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        return new CellError(
            CellErrorKind.Compilation,
            "The cell does not compile",
            string.Join('\n', errors.Select(Describe)),
            LineOf(errors[0]),
            []
        );
    }

    private static string SeverityOf(Diagnostic diagnostic) =>
        diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning";

    private static int LineOf(Diagnostic diagnostic) =>
        diagnostic.Location.GetMappedLineSpan().StartLinePosition.Line + 1;
}
