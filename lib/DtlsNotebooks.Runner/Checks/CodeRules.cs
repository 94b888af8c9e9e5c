using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Notebooks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DtlsNotebooks.Runner.Checks;

/// <summary>What a code cell may not hold, because some host would not run it.</summary>
internal static partial class CodeRules
{
    private const string Kernel = "Microsoft.DotNet.Interactive";

    /// <summary>Looks at one code cell.</summary>
    public static IEnumerable<Refusal> Check(NotebookCell cell) =>
        CheckLines(cell)
            .Concat(CheckDirectives(cell))
            .Concat(CheckSyntax(cell))
            .Select(finding => new Refusal(cell.Name, cell.Heading, finding.Line, finding.Reason));

    private static IEnumerable<Finding> CheckLines(NotebookCell cell)
    {
        string[] lines = cell.Source.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (Magic().Match(lines[i]) is { Success: true } magic)
            {
                yield return new(
                    i + 1,
                    $"`{magic.Groups["name"].Value}` is a magic command, which only some hosts know. Write it in C#."
                );
            }
            else if (NuGet().IsMatch(lines[i]))
            {
                yield return new(
                    i + 1,
                    "`#r \"nuget: …\"` needs a network and fails on some machines. Add the package to the library "
                        + "and load that."
                );
            }
            else if (PackageSource().IsMatch(lines[i]))
            {
                yield return new(
                    i + 1,
                    "`#i` adds a package source, which needs a network. Add the package to the library and load that."
                );
            }
            else if (Load().Match(lines[i]) is { Success: true } load && !IsScriptBeside(load.Groups["file"].Value))
            {
                yield return new(
                    i + 1,
                    "`#load` runs a C# script everywhere, and other files only in some hosts. Load a .csx file that "
                        + "lies beside the notebook."
                );
            }
        }
    }

    private static IEnumerable<Finding> CheckDirectives(NotebookCell cell) =>
        CSharpSyntaxTree
            .ParseText(cell.Source, CellLanguage.AsScript)
            .GetDiagnostics()
            .Where(diagnostic => diagnostic.Id == "CS7009")
            .Select(diagnostic => new Finding(
                LineOf(diagnostic.Location),
                "`#r` must come before the first statement of its cell. Move it up, or into a cell of its own."
            ));

    private static IEnumerable<Finding> CheckSyntax(NotebookCell cell)
    {
        CompilationUnitSyntax root = CSharpSyntaxTree
            .ParseText(cell.Source, CellLanguage.AsProgram)
            .GetCompilationUnitRoot();
        foreach (SyntaxNode node in root.DescendantNodes(descendIntoTrivia: false))
        {
            if (Reason(node) is { } reason)
            {
                yield return new(LineOf(node.GetLocation()), reason);
            }
        }
    }

    private static string? Reason(SyntaxNode node) =>
        node switch
        {
            GlobalStatementSyntax { Statement: LocalDeclarationStatementSyntax statement }
                when statement.UsingKeyword != default =>
                "A notebook cell cannot hold a top-level `using` declaration (CS1002). Leave the `using` out, or "
                    + "write `using (…) { }`.",
            BaseNamespaceDeclarationSyntax => "A notebook cell cannot declare a namespace (CS7021).",
            MethodDeclarationSyntax { Parent: TypeDeclarationSyntax } method when IsExtension(method) =>
                "A notebook cell cannot declare an extension method inside a class (CS1109). Declare it at the "
                    + "top level of the cell.",
            ExtensionBlockDeclarationSyntax =>
                "A notebook cell cannot declare an extension block inside a class (CS1109). Declare an extension "
                    + "method at the top level of the cell.",
            QualifiedNameSyntax name when name.Parent is not QualifiedNameSyntax && IsKernelName(name) => KernelReason(
                name
            ),
            MemberAccessExpressionSyntax access
                when access.Parent is not MemberAccessExpressionSyntax && IsKernelName(access) => KernelReason(access),
            _ => null,
        };

    private static bool IsExtension(MethodDeclarationSyntax method) =>
        method.ParameterList.Parameters.FirstOrDefault()?.Modifiers.Any(SyntaxKind.ThisKeyword) == true;

    private static bool IsKernelName(SyntaxNode name)
    {
        string text = string.Concat(name.DescendantTokens().Select(token => token.Text))
            .Replace("global::", "", StringComparison.Ordinal);
        return text == Kernel || text.StartsWith(Kernel + ".", StringComparison.Ordinal);
    }

    private static string KernelReason(SyntaxNode name) =>
        $"`{name.ToString().Trim()}` belongs to the .NET Interactive kernel, and other hosts do not have it. "
        + "`display(…)` and the formatting conventions work everywhere.";

    private static bool IsScriptBeside(string file) =>
        file.EndsWith(".csx", StringComparison.Ordinal) && Path.GetFileName(file) == file;

    private static int LineOf(Location location) => location.GetLineSpan().StartLinePosition.Line + 1;

    [GeneratedRegex(@"^\s*(?<name>#!\w*|%%?[A-Za-z]\w*)")]
    private static partial Regex Magic();

    [GeneratedRegex(@"^\s*#r\s+""\s*nuget\s*:", RegexOptions.IgnoreCase)]
    private static partial Regex NuGet();

    [GeneratedRegex(@"^\s*#i\s+""")]
    private static partial Regex PackageSource();

    [GeneratedRegex(@"^\s*#load\s+""(?<file>[^""]*)")]
    private static partial Regex Load();

    private sealed record Finding(int Line, string Reason);
}
