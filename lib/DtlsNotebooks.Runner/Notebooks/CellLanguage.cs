using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DtlsNotebooks.Runner.Notebooks;

/// <summary>The C# of a cell, as the kernel reads it. Here it is only read; the kernel compiles it.</summary>
internal static class CellLanguage
{
    /// <summary>The usings that every cell has. System.IO and System.Net are not among them.</summary>
    public static readonly ImmutableArray<string> Usings =
    [
        "System",
        "System.Text",
        "System.Collections",
        "System.Collections.Generic",
        "System.Threading.Tasks",
        "System.Linq",
    ];

    /// <summary>The class whose members, such as <c>display</c>, a cell calls by their names alone.</summary>
    public static Type Functions => typeof(Microsoft.DotNet.Interactive.Kernel);

    /// <summary>Reads code as a cell.</summary>
    public static CSharpParseOptions AsScript { get; } = new(LanguageVersion.CSharp14, kind: SourceCodeKind.Script);

    /// <summary>
    /// Reads code as a program. There a top-level <c>using var</c> and a namespace are whole nodes; in a script they
    /// are a heap of errors.
    /// </summary>
    public static CSharpParseOptions AsProgram { get; } = new(LanguageVersion.CSharp14, kind: SourceCodeKind.Regular);
}
