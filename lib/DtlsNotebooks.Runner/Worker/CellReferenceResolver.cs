using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;

namespace DtlsNotebooks.Runner.Worker;

/// <summary>
/// Finds what cells refer to, as the kernel does, but keeps the runner's own packages to itself:
/// a cell that used one of them would run here and nowhere else.
/// </summary>
/// <param name="inner">The resolver of Roslyn scripting.</param>
internal sealed class CellReferenceResolver(ScriptMetadataResolver inner) : MetadataReferenceResolver
{
    private readonly ScriptMetadataResolver _inner = inner;

    private static readonly string Own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);

    /// <inheritdoc/>
    public override bool ResolveMissingAssemblies => _inner.ResolveMissingAssemblies;

    /// <inheritdoc/>
    public override PortableExecutableReference? ResolveMissingAssembly(
        MetadataReference definition,
        AssemblyIdentity referenceIdentity
    )
    {
        PortableExecutableReference? found = _inner.ResolveMissingAssembly(definition, referenceIdentity);
        return found?.FilePath is { } path && Path.GetDirectoryName(path) == Own ? null : found;
    }

    /// <inheritdoc/>
    public override ImmutableArray<PortableExecutableReference> ResolveReference(
        string reference,
        string? baseFilePath,
        MetadataReferenceProperties properties
    ) => _inner.ResolveReference(reference, baseFilePath, properties);

    /// <inheritdoc/>
    public override bool Equals(object? other) =>
        other is CellReferenceResolver resolver && _inner.Equals(resolver._inner);

    /// <inheritdoc/>
    public override int GetHashCode() => _inner.GetHashCode();
}
