using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using Assembly = System.Reflection.Assembly;

namespace DtlsNotebooks.Tests.Architecture;

/// <summary>Arrows go one way, between projects and between the rooms inside one; read from the compiled code.</summary>
public sealed class ArrowTests
{
    [Theory]
    [InlineData("DtlsNotebooks.Dtls")]
    [InlineData("DtlsNotebooks.Runner")]
    public void No_circle_ties_the_rooms_of_a_project(string project)
    {
        ArchUnitNET.Domain.Architecture architecture = new ArchLoader().LoadAssembly(Assembly.Load(project)).Build();

        SliceRuleDefinition.Slices().Matching($"{project}.(*)..").Should().BeFreeOfCycles().Check(architecture);
    }

    [Theory]
    [InlineData("DtlsNotebooks.Dtls", "DtlsNotebooks", "Plotly", "FSharp", "Microsoft.DotNet.Interactive")]
    [InlineData("DtlsNotebooks", "Plotly", "FSharp", "Microsoft.DotNet.Interactive")]
    [InlineData("DtlsNotebooks.Runner", "DtlsNotebooks", "BouncyCastle", "Plotly")]
    public void A_project_refers_to_nothing_that_it_must_not_know(string project, params string[] unknown)
    {
        IEnumerable<string> known = Assembly.Load(project).GetReferencedAssemblies().Select(name => name.Name!);

        Assert.DoesNotContain(
            known,
            name => unknown.Any(start => name == start || name.StartsWith(start + ".", StringComparison.Ordinal))
        );
    }
}
