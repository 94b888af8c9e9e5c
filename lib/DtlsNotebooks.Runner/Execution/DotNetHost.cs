using System.Runtime.InteropServices;

namespace DtlsNotebooks.Runner.Execution;

/// <summary>The program <c>dotnet</c> by which this one runs.</summary>
internal static class DotNetHost
{
    /// <summary>Its full path.</summary>
    public static string File { get; } =
        Path.GetFullPath(
            Path.Combine(
                RuntimeEnvironment.GetRuntimeDirectory(),
                "..",
                "..",
                "..",
                OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"
            )
        );
}
