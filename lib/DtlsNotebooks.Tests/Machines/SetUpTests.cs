using System.Security.Cryptography;
using DtlsNotebooks.Runner.Doctor;
using DtlsNotebooks.Runner.Execution;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;
using DtlsNotebooks.Tests.Notebooks;
using DtlsNotebooks.Tests.Runner;

namespace DtlsNotebooks.Tests.Machines;

/// <summary>A chapter's first cell builds what is not built of these sources, whatever the clocks and dates say.</summary>
public sealed class SetUpTests : IDisposable
{
    private const string Ready = "The library is ready.";

    private readonly TemporaryRepository _repository = new();

    public SetUpTests()
    {
        File.Copy(Path.Combine(Repository.Notebooks, "setup.csx"), Path.Combine(_repository.Notebooks, "setup.csx"));
        Write("DtlsNotebooks/DtlsNotebooks.csproj", "<Project />");
        Write("DtlsNotebooks/Pictures/one.css", "a { }");
        Write("DtlsNotebooks/readme.md", "Nothing of the library depends on this.");
        Write("DtlsNotebooks.Dtls/One.cs", "class One;");
        Write("DtlsNotebooks.Plotly/One.cs", "class One;");
        Write("Directory.Build.props", "<Project />");
        Mark();
    }

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task The_build_leaves_what_the_first_cell_and_the_doctor_look_for()
    {
        // The real library, which the build of these tests has built.
        NotebookRun run = await NotebookRunner.RunAsync(
            NotebookDocument.Parse(
                Path.Combine(Repository.Notebooks, "00-setup.ipynb"),
                new NotebookText().Code("#load \"setup.csx\"").ToString()
            ),
            Repository.Notebooks,
            new RunOptions(),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(Ready, run.Cells[0].StandardOutput.Trim());
        Assert.Equal(Level.Fine, LibraryCheck.Look(Machine.Current(Repository.Root)).Level);
    }

    [Fact]
    public async Task Sources_and_marks_of_the_future_and_of_the_past_are_no_reason_to_build()
    {
        foreach (
            DateTime date in new[] { DateTime.UtcNow.AddDays(1), new DateTime(1980, 1, 1, 0, 0, 0, DateTimeKind.Utc) }
        )
        {
            foreach (string file in Directory.EnumerateFiles(Lib, "*", SearchOption.AllDirectories))
                File.SetLastWriteTimeUtc(file, DateTime.UtcNow);
            File.SetLastWriteTimeUtc(Path.Combine(Lib, "DtlsNotebooks.Dtls", "One.cs"), date);
            Assert.Equal(Ready, await SaysAsync());

            File.SetLastWriteTimeUtc(Path.Combine(Lib, "bin", "built"), date);
            Assert.Equal(Ready, await SaysAsync());
        }
    }

    [Fact]
    public async Task A_changed_source_is_noticed_though_its_date_is_old()
    {
        Write("DtlsNotebooks.Dtls/One.cs", "class Two;");
        File.SetLastWriteTimeUtc(
            Path.Combine(Lib, "DtlsNotebooks.Dtls", "One.cs"),
            new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc)
        );

        Assert.StartsWith("Building the library.", await SaysAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DtlsNotebooks/Pictures/one.css")]
    [InlineData("Directory.Build.props")]
    public async Task What_is_no_code_but_built_in_is_noticed_too(string file)
    {
        Write(file, "changed");

        Assert.StartsWith("Building the library.", await SaysAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_files_are_no_reason_to_build()
    {
        Write("DtlsNotebooks/readme.md", "changed");
        Write("DtlsNotebooks/.One.cs.swp", "an editor's");

        Assert.Equal(Ready, await SaysAsync());
    }

    private string Lib => Path.Combine(_repository.Root, "lib");

    private async Task<string> SaysAsync()
    {
        NotebookRun run = await _repository.RunAsync(new NotebookText().Code("#load \"setup.csx\""));
        return run.Cells[0].StandardOutput.Trim();
    }

    private void Write(string file, string text)
    {
        string path = Path.Combine([Lib, .. file.Split('/')]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private void Mark() =>
        Write(
            "bin/built",
            string.Join(
                '\n',
                Directory
                    .EnumerateFiles(Lib, "*", SearchOption.AllDirectories)
                    .Where(file => !file.EndsWith(".md", StringComparison.Ordinal))
                    .Select(file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))))
            )
        );
}
