using ArchUnitNET.Domain;
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
    [InlineData("DtlsNotebooks.Live")]
    [InlineData("DtlsNotebooks.Runner")]
    public void No_circle_ties_the_rooms_of_a_project(string project)
    {
        ArchUnitNET.Domain.Architecture architecture = new ArchLoader().LoadAssembly(Assembly.Load(project)).Build();

        SliceRuleDefinition.Slices().Matching($"{project}.(*)..").Should().BeFreeOfCycles().Check(architecture);
    }

    /// <remarks>An empty name is the room itself, without the folders in it.</remarks>
    [Theory]
    [InlineData("DtlsNotebooks", "", "Display", "Udp", "Pcap", "Proxy", "Dissection", "Pictures", "Lessons")]
    [InlineData(
        "DtlsNotebooks.Pictures",
        "Markup",
        "Tables",
        "Plotting",
        "ByteMaps",
        "Ladders",
        "Conversations",
        "Sketches",
        "Timelines",
        ""
    )]
    public void A_room_refers_only_to_rooms_that_stand_before_it(string outer, params string[] rooms)
    {
        ArchUnitNET.Domain.Architecture architecture = new ArchLoader()
            .LoadAssembly(Assembly.Load("DtlsNotebooks"))
            .Build();
        IType[] inside = [.. architecture.Types.Where(type => Place(type) >= 0)];
        Assert.Equal(rooms, inside.Select(Place).Distinct().Order().Select(place => rooms[place]));

        string[] upward =
        [
            .. inside
                .SelectMany(type => type.Dependencies)
                .Where(arrow => Place(arrow.Target) > Place(arrow.Origin))
                .Select(arrow => $"{arrow.Origin.FullName} → {arrow.Target.FullName}")
                .Distinct(),
        ];
        Assert.True(upward.Length == 0, $"A lower room refers to a higher one:\n{string.Join('\n', upward)}");

        int Place(IType type)
        {
            // A type parameter has no namespace.
            string name = type.Namespace?.FullName ?? "";
            return name == outer ? Array.IndexOf(rooms, "")
                : name.StartsWith(outer + ".", StringComparison.Ordinal)
                    ? Array.IndexOf(rooms, name[(outer.Length + 1)..].Split('.')[0])
                : -1;
        }
    }

    [Theory]
    [InlineData("DtlsNotebooks.Dtls", "DtlsNotebooks", "Plotly", "FSharp", "Microsoft.DotNet.Interactive")]
    [InlineData("DtlsNotebooks", "Plotly", "FSharp", "Microsoft.DotNet.Interactive", "Microsoft.AspNetCore")]
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
