using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Org.BouncyCastle.Tls.Crypto;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>Looks through all that can be reached from an object, private fields too, for secrets.</summary>
internal sealed class SecretSearch
{
    private const BindingFlags Fields =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<(object Value, string Path)> _open = new();
    private readonly List<(TlsSecret, string)> _secrets = [];
    private readonly List<object> _objects = [];
    private readonly List<(Array Array, string Path)> _arrays = [];

    private SecretSearch(object root, Type[] borders)
    {
        Add(root, root.GetType().Name);
        while (_open.TryDequeue(out (object Value, string Path) next))
        {
            if (!borders.Any(border => border.IsInstanceOfType(next.Value)))
                Look(next.Value, next.Path);
        }
    }

    /// <summary>The secrets of BouncyCastle, and where each was found.</summary>
    internal IReadOnlyList<(TlsSecret Secret, string Path)> Secrets => _secrets;

    /// <summary>Arrays of numbers, and where each was found.</summary>
    internal IReadOnlyList<(Array Array, string Path)> Arrays => _arrays;

    /// <summary>All objects of a type.</summary>
    internal IEnumerable<T> All<T>() => _objects.OfType<T>();

    /// <summary>Searches.</summary>
    /// <param name="root">Where it begins.</param>
    /// <param name="borders">Objects of these types are not looked into.</param>
    internal static SecretSearch From(object root, params Type[] borders) => new(root, borders);

    /// <summary>Where these bytes stand.</summary>
    internal IEnumerable<string> PathsTo(byte[] bytes) =>
        _arrays.Where(found => Holds(found.Array, bytes)).Select(found => found.Path);

    internal static bool Holds(Array array, ReadOnlySpan<byte> bytes) => BytesOf(array).IndexOf(bytes) >= 0;

    internal static ReadOnlySpan<byte> BytesOf(Array array)
    {
        Type element = array.GetType().GetElementType()!;
        int size = element.IsPrimitive ? Buffer.ByteLength(array) : array.Length * VectorBytes(element);
        return MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(array), size);
    }

    /// <summary>Looked up by the number in the name: a vector is named after its bits.</summary>
    private static int VectorBytes(Type vector) =>
        int.Parse(
            vector.Name["Vector".Length..vector.Name.IndexOf('`', StringComparison.Ordinal)],
            CultureInfo.InvariantCulture
        ) / 8;

    private void Look(object value, string path)
    {
        _objects.Add(value);
        if (value is TlsSecret secret)
            _secrets.Add((secret, path));

        if (value is Array array)
        {
            LookInto(array, path);
            return;
        }

        for (Type? type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(Fields))
                Add(field.GetValue(value), $"{path}.{field.Name}");
        }
    }

    private void LookInto(Array array, string path)
    {
        Type element = array.GetType().GetElementType()!;
        if (element.IsValueType && IsPlain(element))
        {
            if (array.Length > 0)
                _arrays.Add((array, path));

            return;
        }

        int at = 0;
        foreach (object? item in array)
            Add(item, $"{path}[{at++}]");
    }

    private void Add(object? value, string path)
    {
        if (value is null || IsOfTheRuntime(value))
            return;

        Type type = value.GetType();
        if (type.IsPrimitive || type.IsEnum || type.IsPointer)
            return;

        if (type.IsValueType || _seen.Add(value))
            _open.Enqueue((value, path));
    }

    private static bool IsOfTheRuntime(object value) =>
        value is string or Pointer or MemberInfo or Module or Assembly or Thread or WeakReference
        || value is CancellationTokenSource;

    /// <summary>It holds numbers alone, so that its bytes can be read.</summary>
    private static bool IsPlain(Type type) =>
        type.IsPrimitive
        || (
            type is { IsValueType: true, IsEnum: false, IsPointer: false }
            && type.Namespace == "System.Runtime.Intrinsics"
        );
}
