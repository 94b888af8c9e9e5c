using System.Reflection;
using System.Runtime.CompilerServices;
using DtlsNotebooks.Dtls.Engine.Internals;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// Whatever of BouncyCastle the handshakes reach though it is not public is there, as it is declared here. After an
/// update these tests name what has gone or changed; <c>EquivalenceTests</c> say whether it still means the same.
/// </summary>
public sealed class InternalsTests
{
    private const BindingFlags Any =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    private static readonly Type[] Rooms =
    [
        .. typeof(RecordLayerParts)
            .Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(RecordLayerParts).Namespace),
    ];

    /// <summary>Every accessor, by the name that it has here.</summary>
    public static TheoryData<string> Accessors =>
        [.. AccessorMethods().Select(method => $"{method.DeclaringType!.Name}.{method.Name}")];

    /// <summary>Every field that is reached by reflection.</summary>
    public static TheoryData<string> HiddenFields =>
        [.. HiddenFieldProperties().Select(property => $"{property.DeclaringType!.Name}.{property.Name}")];

    /// <summary>The version that they were declared from.</summary>
    [Fact]
    public void BouncyCastle_has_the_version_that_was_looked_into() =>
        Assert.Equal(
            new Version(2, 7, 0),
            ThreeParts(typeof(DtlsServerProtocol).Assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()!.Version)
        );

    [Theory]
    [MemberData(nameof(Accessors))]
    public void A_member_is_there_as_it_is_declared(string accessor)
    {
        MethodInfo declared = AccessorMethods().Single(m => $"{m.DeclaringType!.Name}.{m.Name}" == accessor);
        UnsafeAccessorAttribute attribute = declared.GetCustomAttribute<UnsafeAccessorAttribute>()!;
        ParameterInfo[] parameters = declared.GetParameters();
        bool isNew = attribute.Kind == UnsafeAccessorKind.Constructor;
        Type owner = isNew ? TypeOf(declared.ReturnParameter) : TypeOf(parameters[0]);
        Type[] arguments = [.. parameters.Skip(isNew ? 0 : 1).Select(TypeOf)];
        string wanted =
            $"{owner.FullName}.{attribute.Name ?? ".ctor"}({string.Join(", ", arguments.Select(a => a.Name))})";

        MemberInfo? found = attribute.Kind switch
        {
            UnsafeAccessorKind.Constructor => owner.GetConstructor(Any, arguments),
            UnsafeAccessorKind.Field => owner.GetField(attribute.Name!, Any),
            _ => owner.GetMethod(attribute.Name!, Any, arguments),
        };

        Assert.True(found is not null, $"BouncyCastle no longer has {wanted}, which {accessor} reaches.");
        Type? returned = found switch
        {
            FieldInfo field => field.FieldType.MakeByRefType(),
            MethodInfo method => method.ReturnType,
            _ => owner,
        };
        Assert.True(
            returned == TypeOf(declared.ReturnParameter),
            $"{wanted} now gives {returned}, which {accessor} does not expect."
        );
        Assert.Equal(attribute.Kind == UnsafeAccessorKind.StaticMethod, found is MethodInfo { IsStatic: true });
    }

    /// <summary>A notebook's kernel loads BouncyCastle a second time for a name that says less, or something else.</summary>
    [Fact]
    public void Every_type_is_named_with_the_whole_name_of_its_assembly()
    {
        string assembly = typeof(DtlsServerProtocol).Assembly.FullName!;
        IEnumerable<string> names = AccessorMethods()
            .SelectMany(method => method.GetParameters().Append(method.ReturnParameter))
            .Select(parameter => parameter.GetCustomAttribute<UnsafeAccessorTypeAttribute>()?.TypeName)
            .OfType<string>();

        Assert.All(names, name => Assert.EndsWith(", " + assembly, name, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(HiddenFields))]
    public void A_hidden_field_is_there_with_its_type(string name)
    {
        PropertyInfo property = HiddenFieldProperties().Single(p => $"{p.DeclaringType!.Name}.{p.Name}" == name);
        var field = (HiddenField)property.GetValue(null)!;

        Assert.True(field.Exists, $"BouncyCastle no longer has {field}, which {name} reaches.");
    }

    [Fact]
    public void A_member_that_has_gone_is_named()
    {
        var field = new HiddenField(InternalTypes.RecordLayer, "m_gone", InternalTypes.Epoch);

        Assert.False(field.Exists);
        Assert.Contains(
            "DtlsRecordLayer.m_gone",
            Assert.Throws<MissingFieldException>(() => field.Get(new object())).Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>The handshakes reach in through this room alone.</summary>
    [Fact]
    public void Nobody_else_reaches_in()
    {
        IEnumerable<string> elsewhere = typeof(RecordLayerParts)
            .Assembly.GetTypes()
            .Except(Rooms)
            .SelectMany(type => type.GetMethods(Any))
            .Where(method => method.GetCustomAttribute<UnsafeAccessorAttribute>() is not null)
            .Select(method => $"{method.DeclaringType!.FullName}.{method.Name}");

        Assert.Empty(elsewhere);
        Assert.True(AccessorMethods().Count() > 50);
    }

    private static IEnumerable<MethodInfo> AccessorMethods() =>
        Rooms
            .SelectMany(type => type.GetMethods(Any))
            .Where(method => method.GetCustomAttribute<UnsafeAccessorAttribute>() is not null);

    private static IEnumerable<PropertyInfo> HiddenFieldProperties() =>
        Rooms
            .SelectMany(type => type.GetProperties(Any))
            .Where(property => property.PropertyType == typeof(HiddenField));

    private static Type TypeOf(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<UnsafeAccessorTypeAttribute>() is UnsafeAccessorTypeAttribute named
            ? Type.GetType(named.TypeName)
                ?? throw new TypeLoadException($"BouncyCastle no longer has the type {named.TypeName}.")
            : parameter.ParameterType;

    private static Version ThreeParts(string version)
    {
        var whole = Version.Parse(version.Split('-', '+')[0]);
        return new Version(whole.Major, whole.Minor, whole.Build);
    }
}
