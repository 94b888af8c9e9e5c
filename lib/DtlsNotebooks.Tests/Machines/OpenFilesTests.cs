using System.Diagnostics;
using System.Globalization;
using DtlsNotebooks.Runner.Execution;
using DtlsNotebooks.Tests.Notebooks;
using DtlsNotebooks.Tests.Runner;

namespace DtlsNotebooks.Tests.Machines;

/// <summary>Where the system gives a process few open files, a cell says so in words.</summary>
public sealed class OpenFilesTests
{
    private const int Limit = 256;

    [Fact]
    public async Task A_cell_that_may_open_no_more_sockets_says_what_the_limit_is_and_how_to_raise_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such limit.");
        using var repository = new TemporaryRepository();
        string library = Path.Combine(Repository.Root, "lib", "bin", "DtlsNotebooks.dll");
        repository.Write(
            "01-files",
            new NotebookText()
                .Prose("# Files")
                .Code(
                    $"#r \"{library}\"\nusing System.Net.Sockets;\nusing DtlsNotebooks.Dtls;\n\n"
                        + "var open = new List<Socket>();"
                )
                .Code(
                    "try\n{\n    for (int i = 0; i < 2000; i++)\n"
                        + "        open.Add(UdpSocketSetup.Open(AddressFamily.InterNetwork));\n}\n"
                        + "catch (InvalidOperationException e) { Console.WriteLine(e.Message); }\n"
                        + "foreach (Socket socket in open) socket.Dispose();"
                )
        );

        string page = await RunAsync(repository);

        Assert.Contains("This process may open no more sockets", page, StringComparison.Ordinal);
        Assert.Contains("ulimit -n", page, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(TemporaryRepository repository)
    {
        string command = string.Create(
            CultureInfo.InvariantCulture,
            $"ulimit -n {Limit} && exec dotnet \"$0\" --output out"
        );
        var start = new ProcessStartInfo("sh", ["-c", command, typeof(NotebookRunner).Assembly.Location])
        {
            WorkingDirectory = repository.Root,
        };
        (int exitCode, string said) = await OtherProcess.RunAsync(start);
        Assert.True(exitCode == 0, said);
        return File.ReadAllText(Path.Combine(repository.Root, "out", "01-files.html"));
    }
}
