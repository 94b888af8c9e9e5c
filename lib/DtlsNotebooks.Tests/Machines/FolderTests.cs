using System.Diagnostics;
using System.Text;
using DtlsNotebooks.Tests.Notebooks;

namespace DtlsNotebooks.Tests.Machines;

/// <summary>
/// The library builds in whatever folder a plain project builds in, out of what its files hold, and says who is in the
/// way. The real project files and build rules, with a source file or two in place of hundreds.
/// </summary>
public sealed class FolderTests : IDisposable
{
    // Every character here has broken some build: MSBuild's own signs, the shell's, a letter that is not ASCII.
    private const string Odd = "O'Brien ü (1) [2] & 100% #3; 日本 語, a=b! $(x)";

    private readonly string _folder = Directory.CreateTempSubdirectory("nb").FullName;

    public void Dispose()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Windows may still hold a file for a moment; the system empties its temporary folder.
        }
    }

    [Fact]
    public async Task In_a_folder_with_an_odd_name_the_first_cells_command_builds_what_changed_and_says_who_holds_it()
    {
        string root = Copy(Path.Combine(_folder, Odd));
        string source = Path.Combine(root, "lib", "DtlsNotebooks", "One.cs");
        string library = Path.Combine(root, "lib", "bin", "DtlsNotebooks.dll");

        (int exitCode, string said) = await BuildAsync(root);
        Assert.True(exitCode == 0, said);
        Assert.True(Holds(library, "FirstVersion"));
        Assert.True(File.Exists(Path.Combine(root, "lib", "bin", "DtlsNotebooks.Dtls.dll")));
        Assert.True(File.Exists(Path.Combine(root, "lib", "bin", "plotly", "DtlsNotebooks.Plotly.dll")));
        string[] first = await File.ReadAllLinesAsync(
            Path.Combine(root, "lib", "bin", "built"),
            TestContext.Current.CancellationToken
        );

        // A newer release that is unpacked over an older one brings files that are older than what was built.
        await WriteAsync(source, "SecondVersion");
        File.SetLastWriteTimeUtc(source, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        (exitCode, said) = await BuildAsync(root);
        Assert.True(exitCode == 0, said);
        Assert.True(Holds(library, "SecondVersion"));
        Assert.NotEqual(
            first,
            await File.ReadAllLinesAsync(
                Path.Combine(root, "lib", "bin", "built"),
                TestContext.Current.CancellationToken
            )
        );

        // Nobody can hold a file on Linux; a folder in its place is as much in the way.
        await WriteAsync(source, "ThirdVersion");
        File.Delete(library);
        Directory.CreateDirectory(library);
        (exitCode, said) = await BuildAsync(root);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("A notebook holds the library open", said, StringComparison.Ordinal);
        Assert.DoesNotContain("MSB3027", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_folder_with_a_very_long_name_it_builds_too()
    {
        // Many of Windows' tools stop at 259; the doctor tells there.
        int length = OperatingSystem.IsWindows() ? 140 : 600;
        string root = _folder;
        while (root.Length < length)
            root = Path.Combine(root, new string('x', Math.Min(60, Math.Max(1, length - root.Length))));
        Copy(root);

        (int exitCode, string said) = await BuildAsync(root);

        Assert.True(exitCode == 0, said);
        Assert.True(File.Exists(Path.Combine(root, "lib", "bin", "built")));
    }

    private static Task WriteAsync(string source, string name) =>
        File.WriteAllTextAsync(
            source,
            $"namespace DtlsNotebooks;\n\n/// <summary>One.</summary>\npublic static class {name};\n",
            TestContext.Current.CancellationToken
        );

    private static string Copy(string root)
    {
        string lib = Path.Combine(Repository.Root, "lib");
        Directory.CreateDirectory(Path.Combine(root, "notebooks"));
        foreach (string room in new[] { "DtlsNotebooks", "DtlsNotebooks.Dtls", "DtlsNotebooks.Plotly" })
        {
            string to = Directory.CreateDirectory(Path.Combine(root, "lib", room)).FullName;
            File.Copy(Path.Combine(lib, room, room + ".csproj"), Path.Combine(to, room + ".csproj"));
            File.WriteAllText(
                Path.Combine(to, "One.cs"),
                $"namespace {room};\n\n/// <summary>One.</summary>\npublic static class FirstVersion;\n"
            );
        }

        foreach (string file in Directory.EnumerateFiles(lib, "Directory.*"))
            File.Copy(file, Path.Combine(root, "lib", Path.GetFileName(file)));
        File.Copy(Path.Combine(Repository.Root, "global.json"), Path.Combine(root, "global.json"));

        // A clone, as far as a build looks: its folder is then mapped to another name where CI is set.
        Directory.CreateDirectory(Path.Combine(root, ".git", "objects"));
        Directory.CreateDirectory(Path.Combine(root, ".git", "refs"));
        File.WriteAllText(Path.Combine(root, ".git", "HEAD"), new string('a', 40) + "\n");
        File.WriteAllText(Path.Combine(root, ".git", "config"), "[core]\n\trepositoryformatversion = 0\n");
        return root;
    }

    private static bool Holds(string library, string name) =>
        File.ReadAllBytes(library).AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)) >= 0;

    private static async Task<(int ExitCode, string Said)> BuildAsync(string root)
    {
        // As notebooks/setup.csx has it, and from the same folder.
        const string Command = "build ../lib/DtlsNotebooks --nologo --verbosity quiet --disable-build-servers";
        Assert.Contains(
            Command,
            await File.ReadAllTextAsync(Path.Combine(Repository.Notebooks, "setup.csx")),
            StringComparison.Ordinal
        );
        var start = new ProcessStartInfo("dotnet", Command) { WorkingDirectory = Path.Combine(root, "notebooks") };
        foreach (string variable in start.Environment.Keys.Where(IsOfABuild).ToList())
            start.Environment.Remove(variable);
        start.Environment["CI"] = "true";
        return await OtherProcess.RunAsync(start);
    }

    // "dotnet test" sets some for itself.
    private static bool IsOfABuild(string variable) =>
        variable.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase);
}
