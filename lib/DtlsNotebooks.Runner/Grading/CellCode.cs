using DtlsNotebooks.Runner.Notebooks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DtlsNotebooks.Runner.Grading;

/// <summary>What the code of a cell declares and uses, read without running it.</summary>
internal static class CellCode
{
    private static readonly string[] Asking = ["Prediction.Compare", "Exercise.Check"];

    /// <summary>The names that later cells see: types, methods, variables, and the names of usings.</summary>
    /// <param name="source">The cell.</param>
    public static IReadOnlySet<string> Declared(string source)
    {
        CompilationUnitSyntax root = Read(source);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (UsingDirectiveSyntax directive in root.Usings.Where(directive => directive.Alias is not null))
            names.Add(directive.Alias!.Name.Identifier.Text);
        foreach (SyntaxNode node in root.DescendantNodes())
        {
            if (node.Ancestors().Any(IsInside))
                continue;
            if (NameOf(node) is { } name)
                names.Add(name);
        }

        return names;
    }

    /// <summary>All names in a cell.</summary>
    /// <param name="source">The cell.</param>
    public static IReadOnlySet<string> Used(string source) =>
        Read(source)
            .DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken))
            .Select(token => token.Text)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>By what a cell is known that lost its id and was edited: what it asks, or what it declares first.</summary>
    /// <param name="source">The cell.</param>
    public static string? KeyOf(string source)
    {
        CompilationUnitSyntax root = Read(source);
        InvocationExpressionSyntax? asks = root.DescendantNodes()
            .OfType<InvocationExpressionSyntax>()
            .FirstOrDefault(call => Asking.Contains(call.Expression.ToString()));
        if (asks?.ArgumentList.Arguments.FirstOrDefault() is { } question)
            return $"{asks.Expression} {question}";
        return root.DescendantNodes().Select(NameOf).FirstOrDefault(name => name is not null);
    }

    /// <summary>The texts that a cell hands to a parameter, such as <c>"Ada"</c> in <c>owner: "Ada"</c>.</summary>
    /// <param name="source">The cell.</param>
    /// <param name="parameter">The parameter's name.</param>
    public static IEnumerable<string> TextsFor(string source, string parameter) =>
        Read(source)
            .DescendantNodes()
            .OfType<ArgumentSyntax>()
            .Where(argument => argument.NameColon?.Name.Identifier.Text == parameter)
            .Select(argument => argument.Expression)
            .OfType<LiteralExpressionSyntax>()
            .Select(literal => literal.Token.ValueText);

    /// <summary>The text that a cell gives to a variable, or null.</summary>
    /// <param name="source">The cell.</param>
    /// <param name="variable">The variable's name.</param>
    public static string? TextIn(string source, string variable) =>
        Read(source)
            .DescendantNodes()
            .OfType<VariableDeclaratorSyntax>()
            .Where(declarator => declarator.Identifier.Text == variable)
            .Select(declarator => (declarator.Initializer?.Value as LiteralExpressionSyntax)?.Token.ValueText)
            .FirstOrDefault();

    private static CompilationUnitSyntax Read(string source) =>
        CSharpSyntaxTree.ParseText(source, CellLanguage.AsScript).GetCompilationUnitRoot();

    // A name in the body of a method or a type is that body's own.
    private static bool IsInside(SyntaxNode node) =>
        node
            is BaseTypeDeclarationSyntax
                or BaseMethodDeclarationSyntax
                or LocalFunctionStatementSyntax
                or AnonymousFunctionExpressionSyntax;

    private static string? NameOf(SyntaxNode node) =>
        node switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.Text,
            DelegateDeclarationSyntax type => type.Identifier.Text,
            MethodDeclarationSyntax method => method.Identifier.Text,
            LocalFunctionStatementSyntax method => method.Identifier.Text,
            PropertyDeclarationSyntax property => property.Identifier.Text,
            VariableDeclaratorSyntax variable => variable.Identifier.Text,
            SingleVariableDesignationSyntax variable => variable.Identifier.Text,
            _ => null,
        };
}
