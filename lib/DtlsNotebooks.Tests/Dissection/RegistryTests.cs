using System.Reflection;
using DtlsNotebooks.Dissection.Names;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>The names agree with those that BouncyCastle has from the same registries.</summary>
public sealed class RegistryTests
{
    [Fact]
    public void Every_cipher_suite_that_BouncyCastle_knows_has_the_same_name()
    {
        int checkedSuites = 0;
        foreach (
            (string? name, int id) in Constants(typeof(CipherSuite))
                .Where(constant => constant.Name.StartsWith("TLS_", StringComparison.Ordinal))
        )
        {
            Assert.Equal(name, CipherSuiteRegistry.Find(id));
            checkedSuites++;
        }

        Assert.True(checkedSuites > 200);
    }

    [Fact]
    public void Every_alert_that_BouncyCastle_knows_has_the_same_name() =>
        Assert.All(
            Constants(typeof(AlertDescription)),
            constant => Assert.Equal(constant.Name, AlertRegistry.Find(constant.Id))
        );

    [Fact]
    public void Every_extension_that_BouncyCastle_knows_is_known() =>
        Assert.All(Constants(typeof(ExtensionType)), constant => Assert.NotNull(ExtensionRegistry.Find(constant.Id)));

    [Fact]
    public void Every_group_that_BouncyCastle_knows_has_the_same_name() =>
        Assert.All(
            Constants(typeof(NamedGroup)).Where(constant => !constant.Name.StartsWith("OQS", StringComparison.Ordinal)),
            constant => Assert.Equal(constant.Name, GroupRegistry.Find(constant.Id), ignoreCase: true)
        );

    private static IEnumerable<(string Name, int Id)> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral && !field.Name.StartsWith("DRAFT", StringComparison.Ordinal))
            .Select(field =>
                (
                    field.Name,
                    Convert.ToInt32(field.GetRawConstantValue(), System.Globalization.CultureInfo.InvariantCulture)
                )
            );
}
