using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using DtlsNotebooks.Runner.Cells;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace DtlsNotebooks.Runner.Worker;

/// <summary>How the kernel compiles a cell: Roslyn 5.0 scripting, C# 14, Debug, and these usings.</summary>
internal static class CellCompilation
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

    /// <summary>The language version of the kernel.</summary>
    public const LanguageVersion Language = LanguageVersion.CSharp14;

    /// <summary>Everything but the folder and the name of the cell.</summary>
    public static ScriptOptions Options { get; } =
        ScriptOptions
            .Default.WithLanguageVersion(Language)
            .WithOptimizationLevel(OptimizationLevel.Debug)
            .WithAllowUnsafe(true)
            // The kernel leaves these two out; with them an exception knows its line.
            .WithEmitDebugInformation(true)
            .WithFileEncoding(Encoding.UTF8)
            .AddImports(Usings)
            .AddImports(typeof(CellFunctions).FullName!, typeof(CellFunctions).Namespace!)
            .AddReferences(
                typeof(Enumerable).Assembly,
                typeof(IEnumerable<>).Assembly,
                typeof(Task<>).Assembly,
                typeof(CellFunctions).Assembly
            )
            .AddReferences(Framework)
            // Part of every compilation in the kernel, which is why a cell that touches Plotly.NET's newer one fails
            // there (CS1705).
            .AddReferences(Assembly.Load("FSharp.Core"));

    /// <summary>
    /// Parts of the framework that a cell of the kernel finds with no <c>#r</c>, through what the kernel itself refers
    /// to.
    /// </summary>
    private static Assembly[] Framework =>
        [
            typeof(System.Net.Sockets.Socket).Assembly,
            typeof(System.Net.IPAddress).Assembly,
            typeof(System.Net.Dns).Assembly,
            typeof(System.Net.Http.HttpClient).Assembly,
            typeof(System.Net.NetworkInformation.NetworkInterface).Assembly,
            typeof(System.Security.Cryptography.SHA256).Assembly,
            typeof(System.Text.Json.JsonSerializer).Assembly,
            typeof(System.Threading.Channels.Channel).Assembly,
            typeof(ImmutableArray).Assembly,
        ];
}
