using System.Reflection;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dtls;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Architecture;

/// <summary>A cell that has the usings of a lesson means one type by one name.</summary>
public sealed class NameTests
{
    private static readonly Assembly[] Ours = [typeof(DtlsDissector).Assembly, typeof(DtlsContext).Assembly];

    [Fact]
    public void No_public_type_of_ours_has_the_name_of_one_of_BouncyCastles_TLS()
    {
        var theirs = typeof(TlsProtocol)
            .Assembly.GetExportedTypes()
            .Where(type => type.Namespace == typeof(TlsProtocol).Namespace)
            .Select(Name)
            .ToHashSet();
        Assert.Contains("CipherSuite", theirs);

        Assert.Empty(
            Ours.SelectMany(assembly => assembly.GetExportedTypes())
                .Where(type => theirs.Contains(Name(type)))
                .Select(type => type.FullName)
        );
    }

    [Fact]
    public void No_two_types_of_ours_have_one_name() =>
        Assert.Empty(
            Ours.SelectMany(assembly => assembly.GetTypes())
                .Where(type =>
                    !type.IsNested && type.Namespace?.StartsWith("DtlsNotebooks", StringComparison.Ordinal) == true
                )
                .GroupBy(type => type.Name)
                .Where(types => types.Count() > 1)
                .Select(types => string.Join(", ", types.Select(type => type.FullName)))
        );

    private static string Name(Type type) => type.Name.Split('`')[0];
}
