using System.Text.RegularExpressions;
using DtlsNotebooks.Lessons;
using DtlsNotebooks.Runner.Doctor;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Tests.Notebooks;

namespace DtlsNotebooks.Tests.Machines;

/// <summary>The tutorial's port is asked for in one place, which has an answer where another program holds it.</summary>
public sealed partial class PortTests
{
    public static TheoryData<string> Notebooks => CoverageTests.Notebooks;

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void No_cell_binds_a_port_by_its_number(string notebook)
    {
        var document = NotebookDocument.Load(Path.Combine(Repository.Notebooks, notebook));

        Assert.All(
            document.CodeCells,
            cell =>
            {
                string code = Comment().Replace(cell.Source, "");
                Assert.DoesNotMatch(Fixed(), code);
            }
        );
    }

    [Fact]
    public void The_library_names_it_once()
    {
        string[] own = ["LessonPort.cs"];
        IEnumerable<string> rooms = new[] { "DtlsNotebooks", "DtlsNotebooks.Dtls" }.Select(room =>
            Path.Combine(Repository.Root, "lib", room)
        );
        foreach (
            string file in rooms
                .SelectMany(room => Directory.EnumerateFiles(room, "*.cs", SearchOption.AllDirectories))
                .Where(file => !own.Contains(Path.GetFileName(file)))
        )
        {
            // In the words of an example or of a message it may stand.
            string code = Text().Replace(Comment().Replace(File.ReadAllText(file), ""), "");
            Assert.False(code.Contains("11111", StringComparison.Ordinal), $"{file} has a port of its own.");
        }
    }

    [Fact]
    public void The_doctor_looks_at_the_port_that_the_lessons_ask_for() =>
        Assert.Equal(LessonPort.Usual, Machine.Current(Repository.Root).Port);

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex("\"[^\"\n]*\"")]
    private static partial Regex Text();

    // EchoServer.Restart takes another one where 11111 is taken, as LessonPort does.
    [GeneratedRegex(
        @"(\.Bind|Connect|ConnectTo|new DtlsListener|new UdpProxy|new EchoServer)\([^;]*,\s*[1-9]\d{3,4}\b"
    )]
    private static partial Regex Fixed();
}
