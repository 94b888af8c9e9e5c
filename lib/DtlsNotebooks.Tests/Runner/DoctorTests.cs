using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Runner.Doctor;
using DtlsNotebooks.Runner.Execution;

namespace DtlsNotebooks.Tests.Runner;

/// <summary>The doctor, on machines made up for it.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly TemporaryRepository _repository = new();

    public static TheoryData<string, string, string> Editions =>
        new()
        {
            { "Windows", "AppData/Roaming", "Code" },
            { "Windows", "AppData/Roaming", "Code - Insiders" },
            { "MacOS", "Library/Application Support", "Code" },
            { "MacOS", "Library/Application Support", "Code - Insiders" },
            { "Linux", ".config", "Code" },
            { "Linux", ".config", "Code - Insiders" },
            { "Linux", ".config", "VSCodium" },
        };

    public void Dispose() => _repository.Dispose();

    [Theory]
    [MemberData(nameof(Editions))]
    public void A_misplaced_manifest_is_found_mended_and_kept(string system, string settings, string edition)
    {
        Machine machine = MachineOf(Enum.Parse<OperatingSystemKind>(system));
        string folder = Extension(Path.Combine([machine.Home, .. settings.Split('/')]), edition);
        string manifest = Path.Combine(folder, "dotnet-tools.json");
        File.WriteAllText(manifest, "{\"tools\": {}}");

        Finding found = Assert.Single(PolyglotCheck.Look(machine, mend: false));
        Assert.Equal(Level.ToDo, found.Level);
        Assert.Contains("--fix", found.Text, StringComparison.Ordinal);
        Assert.True(File.Exists(manifest));

        Finding mended = Assert.Single(PolyglotCheck.Look(machine, mend: true));
        Assert.Equal(Level.Fine, mended.Level);
        Assert.False(File.Exists(manifest));
        Assert.Equal("{\"tools\": {}}", File.ReadAllText(Path.Combine(folder, ".config", "dotnet-tools.json")));
        Assert.Equal("{\"tools\": {}}", File.ReadAllText(manifest + ".bak"));

        Assert.Equal(Level.Fine, Assert.Single(PolyglotCheck.Look(machine, mend: true)).Level);
    }

    [Fact]
    public void A_second_mending_keeps_the_first_copy()
    {
        Machine machine = MachineOf(OperatingSystemKind.Linux);
        string folder = Extension(machine.Settings, "Code");
        string manifest = Path.Combine(folder, "dotnet-tools.json");
        foreach (string? content in new[] { "first", "second" })
        {
            File.WriteAllText(manifest, content);
            PolyglotCheck.Look(machine, mend: true);
            File.Delete(Path.Combine(folder, ".config", "dotnet-tools.json"));
        }

        Assert.Equal("first", File.ReadAllText(manifest + ".bak"));
        Assert.Equal("second", File.ReadAllText(manifest + ".2.bak"));
    }

    [Fact]
    public void The_extension_of_a_remote_editor_is_found_too()
    {
        Machine machine = MachineOf(OperatingSystemKind.Linux);
        File.WriteAllText(
            Path.Combine(Extension(Path.Combine(machine.Home, ".vscode-server"), "data"), "dotnet-tools.json"),
            ""
        );

        Assert.Equal(Level.ToDo, Assert.Single(PolyglotCheck.Look(machine, mend: false)).Level);
    }

    [Fact]
    public void Settings_follow_XDG_on_Linux()
    {
        string elsewhere = Path.Combine(_repository.Root, "xdg");
        var machine = Machine.Of(
            OperatingSystemKind.Linux,
            _repository.Root,
            _repository.Root,
            name => name == "XDG_CONFIG_HOME" ? elsewhere : null
        );
        File.WriteAllText(Path.Combine(Extension(elsewhere, "Code"), "dotnet-tools.json"), "");

        Assert.Equal(Level.ToDo, Assert.Single(PolyglotCheck.Look(machine, mend: false)).Level);
    }

    [Theory]
    [InlineData(".config/Cursor", ".config/Cursor/User")]
    [InlineData(".config/VSCodium", ".config/VSCodium/User")]
    [InlineData(".vscode-remote", ".vscode-remote/data/User")]
    [InlineData(".cursor-server", ".cursor-server/data/User")]
    [InlineData(".vscodium-server", ".vscodium-server/data/User")]
    [InlineData(".local/share/code-server", ".local/share/code-server/User")]
    public void The_break_of_the_second_start_is_prevented_before_the_first(string folder, string user)
    {
        Machine machine = MachineOf(OperatingSystemKind.Linux);
        Directory.CreateDirectory(Path.Combine(machine.Home, folder));
        string manifest = Path.Combine(
            machine.Home,
            user,
            "globalStorage/ms-dotnettools.dotnet-interactive-vscode/.config/dotnet-tools.json"
        );

        Finding found = Assert.Single(PolyglotCheck.Look(machine, mend: false));
        Assert.Equal(Level.Optional, found.Level);
        Assert.Contains("--fix", found.Text, StringComparison.Ordinal);
        Assert.False(File.Exists(manifest));

        Assert.Equal(Level.Fine, Assert.Single(PolyglotCheck.Look(machine, mend: true)).Level);
        Assert.Equal("""{"version":1,"isRoot":true,"tools":{}}""", File.ReadAllText(manifest));
        Assert.Equal(Level.Fine, Assert.Single(PolyglotCheck.Look(machine, mend: false)).Level);
    }

    [Theory]
    [InlineData("CODESPACES")]
    [InlineData("DEVCONTAINER")]
    public void In_a_container_the_editor_that_comes_later_finds_its_manifest(string variable)
    {
        var machine = Machine.Of(
            OperatingSystemKind.Linux,
            _repository.Root,
            _repository.Root,
            name => name == variable ? "true" : null
        );

        Assert.Equal(
            ["Polyglot in Code (remote)", "Polyglot in Codespaces"],
            PolyglotCheck.Look(machine, mend: true).Select(finding => finding.Subject)
        );
        string[] manifests =
        [
            .. new[] { ".vscode-server", ".vscode-remote" }.Select(server =>
                Path.Combine(
                    _repository.Root,
                    server,
                    "data/User/globalStorage/ms-dotnettools.dotnet-interactive-vscode/.config/dotnet-tools.json"
                )
            ),
        ];
        Assert.All(manifests, manifest => Assert.True(File.Exists(manifest), manifest));
    }

    [Fact]
    public void A_program_on_the_search_path_is_an_editor_that_was_not_started_yet()
    {
        string programs = Directory.CreateDirectory(Path.Combine(_repository.Root, "programs")).FullName;
        File.WriteAllText(Path.Combine(programs, "codium"), "");
        Machine machine = MachineOf(OperatingSystemKind.Linux) with { SearchPath = [programs] };

        Assert.Equal("Polyglot in VSCodium", Assert.Single(PolyglotCheck.Look(machine, mend: false)).Subject);
    }

    [Fact]
    public void A_Jupyter_kernel_that_lets_the_network_in_or_is_of_an_earlier_release_is_found()
    {
        Machine machine = MachineOf(OperatingSystemKind.Linux);
        Assert.Empty(JupyterSetUp.Look(machine));
        string folder = Directory
            .CreateDirectory(Path.Combine(machine.Home, ".local/share/jupyter/kernels/.net-csharp"))
            .FullName;
        string spec = Path.Combine(folder, "kernel.json");
        File.WriteAllText(spec, """{"argv": ["dotnet", "interactive", "jupyter", "{connection_file}"]}""");

        Assert.Equal(Level.ToDo, Assert.Single(JupyterSetUp.Look(machine)).Level);
        File.WriteAllText(
            spec,
            """{"argv": ["dotnet", "x.dll", "jupyter", "{connection_file}", "--http-local-only"]}"""
        );
        Finding earlier = Assert.Single(JupyterSetUp.Look(machine));
        Assert.Equal(Level.Optional, earlier.Level);
        Assert.Contains("-- jupyter", earlier.Text, StringComparison.Ordinal);

        string settings = string.Join(", ", KernelSettings.All.Select(each => $"\"{each.Name}\": \"{each.Value}\""));
        File.WriteAllText(spec, $$"""{"argv": ["x", "--http-local-only"], "env": { {{settings}} } }""");
        Assert.Equal(Level.Fine, Assert.Single(JupyterSetUp.Look(machine)).Level);
    }

    [Fact]
    public void A_machine_without_the_extension_has_nothing_to_mend() =>
        Assert.Equal(
            Level.Optional,
            Assert.Single(PolyglotCheck.Look(MachineOf(OperatingSystemKind.Linux), mend: true)).Level
        );

    [Fact]
    public void A_taken_port_is_told_and_a_free_one_is_fine()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Machine machine = MachineOf(OperatingSystemKind.Linux) with { Port = ((IPEndPoint)socket.LocalEndPoint!).Port };

        Finding taken = PortCheck.Look(machine);
        Assert.Equal(Level.Optional, taken.Level);
        Assert.Contains("Another program has it", taken.Text, StringComparison.Ordinal);
        Assert.Contains("take another port", taken.Text, StringComparison.Ordinal);
        socket.Close();
        Assert.Equal(Level.Fine, PortCheck.Look(machine).Level);
        Assert.Contains("excludedportrange", PortCheck.Words(SocketError.AccessDenied), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("On", "ToDo", "0x800711C7")]
    [InlineData("Evaluating", "Optional", "0x800711C7")]
    [InlineData("Off", "Fine", "off")]
    public void Smart_App_Control_is_told_with_the_code_that_a_cell_would_show(string state, string level, string word)
    {
        Machine machine = MachineOf(OperatingSystemKind.Windows) with
        {
            SmartAppControl = Enum.Parse<SmartAppControlState>(state),
        };

        Finding found = WindowsCheck.Look(machine).Single(finding => finding.Subject == "Smart App Control");
        Assert.Equal(Enum.Parse<Level>(level), found.Level);
        Assert.Contains(word, found.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60, "Fine")]
    [InlineData(108, "Fine")]
    [InlineData(109, "Optional")]
    [InlineData(143, "Optional")]
    [InlineData(144, "ToDo")]
    public void A_folder_that_makes_paths_too_long_for_Windows_is_told(int length, string level)
    {
        Machine machine = MachineOf(OperatingSystemKind.Windows) with { Repository = new string('x', length) };

        Assert.Equal(
            Enum.Parse<Level>(level),
            WindowsCheck.Look(machine).Single(finding => finding.Subject == "Length of paths").Level
        );
    }

    [Fact]
    public void Other_systems_are_not_asked_what_only_Windows_has() =>
        Assert.Empty(
            WindowsCheck.Look(MachineOf(OperatingSystemKind.MacOS) with { Repository = new string('x', 300) })
        );

    [Fact]
    public void No_path_of_this_repository_and_its_builds_is_longer_than_the_doctor_believes()
    {
        string root = Notebooks.Repository.Root;
        var paths = new[] { "lib", "notebooks", "certs" }
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories)
            )
            .Select(path => Path.GetRelativePath(root, path))
            .Where(path => !path.Contains(Path.Combine("artifacts", "book"), StringComparison.Ordinal))
            .ToList();

        Assert.All(paths, path => Assert.InRange(path.Length, 1, WindowsCheck.LongestBelowForTests));
        Assert.All(
            paths.Where(path =>
                !path.Contains("DtlsNotebooks.Tests", StringComparison.Ordinal)
                && !path.Contains("DtlsNotebooks.Benchmarks", StringComparison.Ordinal)
            ),
            path => Assert.InRange(path.Length, 1, WindowsCheck.LongestBelow)
        );
    }

    [Fact]
    public void Certificates_need_a_folder_that_can_be_written()
    {
        Machine machine = MachineOf(OperatingSystemKind.Linux);
        Assert.Equal(Level.Fine, CertificatesCheck.Look(machine).Level);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_repository.Root, "certs")));

        Directory.Delete(Path.Combine(_repository.Root, "certs"));
        File.WriteAllText(Path.Combine(_repository.Root, "certs"), "a file in the way");
        Assert.Equal(Level.ToDo, CertificatesCheck.Look(machine).Level);
    }

    [Fact]
    public void The_library_must_be_built_of_the_sources_that_are_there_and_loadable()
    {
        Machine machine = MachineOf(OperatingSystemKind.Linux);
        Assert.Contains("not built", LibraryCheck.Look(machine).Text, StringComparison.Ordinal);

        string file = Path.Combine(
            Directory.CreateDirectory(Path.Combine(_repository.Root, "lib", "bin")).FullName,
            "DtlsNotebooks.dll"
        );
        File.WriteAllText(file, "not an assembly");
        Assert.Contains("cannot be loaded", LibraryCheck.Look(machine).Text, StringComparison.Ordinal);

        File.Copy(typeof(global::DtlsNotebooks.Pictures.ByteMaps.ByteMap).Assembly.Location, file, overwrite: true);
        foreach (string dependency in Directory.EnumerateFiles(AppContext.BaseDirectory, "BouncyCastle*.dll"))
        {
            File.Copy(dependency, Path.Combine(_repository.Root, "lib", "bin", Path.GetFileName(dependency)));
        }

        Assert.Contains("have changed", LibraryCheck.Look(machine).Text, StringComparison.Ordinal);
        string mark = Path.Combine(_repository.Root, "lib", "bin", "built");
        File.WriteAllText(mark, "");
        Assert.Equal(Level.Fine, LibraryCheck.Look(machine).Level);

        string source = Path.Combine(
            Directory.CreateDirectory(Path.Combine(_repository.Root, "lib", "DtlsNotebooks")).FullName,
            "New.cs"
        );
        File.WriteAllText(source, "");
        File.SetLastWriteTimeUtc(source, DateTime.UtcNow.AddYears(-1));
        Assert.Contains("have changed", LibraryCheck.Look(machine).Text, StringComparison.Ordinal);

        File.WriteAllText(mark, "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855\n");
        File.SetLastWriteTimeUtc(source, DateTime.UtcNow.AddYears(1));
        Assert.Equal(Level.Fine, LibraryCheck.Look(machine).Level);
    }

    [Fact]
    public async Task The_sdk_is_compared_with_global_json()
    {
        Machine machine = MachineOf(OperatingSystemKind.Linux);
        File.WriteAllText(
            Path.Combine(_repository.Root, "global.json"),
            """{"sdk": {"version": "10.0.100", "rollForward": "latestFeature"}}"""
        );
        Finding good = await SdkCheck.LookAsync(machine);
        Assert.Equal(Level.Fine, good.Level);
        Assert.Contains("10.0.100", good.Text, StringComparison.Ordinal);

        File.WriteAllText(
            Path.Combine(_repository.Root, "global.json"),
            """{"sdk": {"version": "99.0.100", "rollForward": "disable"}}"""
        );
        Assert.Equal(Level.ToDo, (await SdkCheck.LookAsync(machine)).Level);
        Assert.Equal(Level.ToDo, (await SdkCheck.LookAsync(machine with { DotNet = "no-such-dotnet" })).Level);
    }

    [Fact]
    public void Tools_are_optional()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_repository.Root, "tools")).FullName;
        File.WriteAllText(Path.Combine(folder, "tshark"), "");
        var findings = ToolsCheck.Look(MachineOf(OperatingSystemKind.Linux) with { SearchPath = [folder] }).ToList();

        Assert.Equal(Level.Fine, findings.Single(finding => finding.Subject == "tshark").Level);
        Assert.Equal(Level.Optional, findings.Single(finding => finding.Subject == "openssl").Level);
    }

    private Machine MachineOf(OperatingSystemKind system)
    {
        string home = Path.Combine(_repository.Root, "home");
        return Machine.Of(
            system,
            home,
            _repository.Root,
            name => name == "APPDATA" ? Path.Combine(home, "AppData", "Roaming") : null
        );
    }

    private static string Extension(string settings, string edition) =>
        Directory
            .CreateDirectory(
                Path.Combine(settings, edition, "User", "globalStorage", "ms-dotnettools.dotnet-interactive-vscode")
            )
            .FullName;
}
