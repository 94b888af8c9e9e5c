using System.Diagnostics;
using DtlsNotebooks.Tests.Certificates;
using DtlsNotebooks.Tests.Notebooks;

namespace DtlsNotebooks.Tests.Machines;

/// <summary>Jupyter's own converter takes a notebook that nobody ran for C#.</summary>
public sealed class NbconvertTests
{
    [Fact]
    public async Task A_page_has_coloured_code_and_a_script_the_right_name()
    {
        string? converter = Tool.Find("jupyter-nbconvert");
        Assert.SkipWhen(converter is null, "jupyter-nbconvert is not installed.");
        string notebook = Path.Combine(Repository.Root, "notebooks", "01-udp.ipynb");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("dtls-notebooks-");
        try
        {
            foreach (string form in new[] { "html", "script" })
            {
                var start = new ProcessStartInfo(converter, ["--to", form, "--output-dir", folder.FullName, notebook]);
                (int exitCode, string said) = await OtherProcess.RunAsync(start);
                Assert.True(exitCode == 0, said);
            }

            Assert.Equal(["01-udp.cs", "01-udp.html"], folder.EnumerateFiles().Select(file => file.Name).Order());
            string page = await File.ReadAllTextAsync(
                Path.Combine(folder.FullName, "01-udp.html"),
                TestContext.Current.CancellationToken
            );
            Assert.Contains("<span class=\"k\">using</span>", page, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
