using System.Collections;
using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Dissection.Words;

namespace DtlsNotebooks.Dissection.Extensions;

/// <summary>The extensions of a hello message, in the order sent (RFC 5246, section 7.4.1.4).</summary>
public sealed class HelloExtensions : IReadOnlyList<HelloExtension>
{
    private readonly IReadOnlyList<HelloExtension> _extensions;
    private readonly bool _present;

    /// <summary>Makes a list of extensions; an empty one is written as no list at all.</summary>
    /// <param name="extensions">The extensions in the order to send.</param>
    public HelloExtensions(IReadOnlyList<HelloExtension> extensions)
        : this(extensions ?? throw new ArgumentNullException(nameof(extensions)), extensions.Count > 0) { }

    private HelloExtensions(IReadOnlyList<HelloExtension> extensions, bool present) =>
        (_extensions, _present) = (extensions, present);

    /// <summary>No extensions.</summary>
    public static HelloExtensions None { get; } = new([], false);

    /// <summary>How many there are.</summary>
    public int Count => _extensions.Count;

    /// <summary>One extension a line.</summary>
    public IReadOnlyList<string> Facts => [.. _extensions.Select(extension => extension.ToString())];

    /// <summary>The extension at a place.</summary>
    /// <param name="index">The place, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public HelloExtension this[int index] => _extensions[index];

    /// <summary>The first extension of a kind.</summary>
    /// <typeparam name="T">The kind.</typeparam>
    /// <returns>The extension, or null where there is none.</returns>
    public T? Get<T>()
        where T : HelloExtension => _extensions.OfType<T>().FirstOrDefault();

    /// <summary>Whether an extension of a kind is there.</summary>
    /// <typeparam name="T">The kind.</typeparam>
    /// <returns>True if so.</returns>
    public bool Has<T>()
        where T : HelloExtension => Get<T>() is not null;

    /// <inheritdoc/>
    public IEnumerator<HelloExtension> GetEnumerator() => _extensions.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The extensions in words.</summary>
    public override string ToString() => string.Join(", ", _extensions);

    internal void Write(ByteWriter writer)
    {
        if (!_present)
            return;
        writer.Vector(
            2,
            list =>
            {
                foreach (HelloExtension extension in _extensions)
                    extension.Write(list);
            }
        );
    }

    /// <summary>Reads the list, which may be left out altogether.</summary>
    internal static HelloExtensions Read(FieldReader reader, MessageType hello)
    {
        if (!reader.More)
            return None;
        IReadOnlyList<HelloExtension>? extensions = reader.Vector(
            2,
            "extensions",
            "What was added to the protocol since; an unknown one is ignored.",
            Rfc.Extensions,
            list => list.Repeat(item => ReadOne(item, hello)),
            found => $"{found.Count} extensions"
        );
        return new HelloExtensions(extensions ?? [], true);
    }

    private static HelloExtension ReadOne(FieldReader reader, MessageType hello)
    {
        ReadOnlySpan<byte> rest = reader.Rest.Span;
        if (rest.Length < 4 || 4 + ((rest[2] << 8) | rest[3]) > rest.Length)
            return HelloExtension.ReadExtension(reader, hello);
        var type = new ExtensionId((ushort)((rest[0] << 8) | rest[1]));
        int length = 4 + ((rest[2] << 8) | rest[3]);
        return reader.Group(
                length,
                "extension " + type.Name,
                ExtensionNames.Explain(type).Meaning,
                ExtensionNames.Explain(type).Source,
                inner => HelloExtension.ReadExtension(inner, hello),
                extension => extension.Value
            ) ?? new OpaqueExtension(type, default);
    }
}
