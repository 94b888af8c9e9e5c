using System.Reflection;
using System.Runtime.Loader;

namespace DtlsNotebooks.Pictures.Plotting;

/// <summary>
/// A load context for the renderer, so that Plotly.NET gets its own FSharp.Core:
/// the notebook kernel has loaded an older one already, and the first would win.
/// </summary>
/// <param name="rendererPath">Path of the renderer's assembly.</param>
internal sealed class PlotlyLoadContext(string rendererPath) : AssemblyLoadContext("Plotly")
{
    private readonly AssemblyDependencyResolver _resolver = new(rendererPath);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
}
