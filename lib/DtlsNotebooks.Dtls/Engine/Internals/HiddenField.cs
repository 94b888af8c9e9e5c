using System.Reflection;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine.Internals;

/// <summary>
/// A field whose own type is internal: no accessor can return a reference to one, so it is read and written by
/// reflection, a few times a handshake.
/// </summary>
/// <param name="owner">The name of the type that has it.</param>
/// <param name="name">Its name.</param>
/// <param name="type">The name of its type.</param>
internal sealed class HiddenField(string owner, string name, string type)
{
    private readonly Lazy<FieldInfo?> _field = new(() =>
        Type.GetType(owner)?.GetField(name, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            is FieldInfo field
        && field.FieldType == TypeOf(type)
            ? field
            : null
    );

    /// <summary>The field is there, with the type that is expected.</summary>
    internal bool Exists => _field.Value is not null;

    internal object? Get(object of) => Field.GetValue(of);

    internal void Set(object of, object value) => Field.SetValue(of, value);

    /// <summary>Type, name and type of the value.</summary>
    public override string ToString() => $"{owner.Split(',')[0]}.{name} : {type.Split(',')[0]}";

    /// <summary>In the very assembly that this one refers to.</summary>
    private static Type? TypeOf(string name) => typeof(DtlsTransport).Assembly.GetType(name.Split(',')[0]);

    private FieldInfo Field => _field.Value ?? throw new MissingFieldException(ToString());
}
