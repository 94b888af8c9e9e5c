using DtlsNotebooks.Runner.Execution;

namespace DtlsNotebooks.Runner.Doctor;

/// <summary>The machine as the doctor sees it; everything can be replaced for a test.</summary>
internal sealed record Machine
{
    // What Codespaces, VS Code and this repository's own container set.
    private static readonly string[] Containers = ["CODESPACES", "REMOTE_CONTAINERS", "DEVCONTAINER"];

    /// <summary>Which system's paths to use.</summary>
    public required OperatingSystemKind System { get; init; }

    /// <summary>The user's home folder.</summary>
    public required string Home { get; init; }

    /// <summary>
    /// Where programs keep a user's settings: <c>%APPDATA%</c>, <c>~/Library/Application Support</c> or
    /// <c>~/.config</c>.
    /// </summary>
    public required string Settings { get; init; }

    /// <summary>Where programs keep a user's data: <c>~/.local/share</c>, as a rule.</summary>
    public string Data { get; init; } = "";

    /// <summary>Where Jupyter keeps a user's kernels and other data.</summary>
    public string JupyterData { get; init; } = "";

    /// <summary>
    /// Whether this is a Codespace or a development container, in which an editor's server comes after the set-up.
    /// </summary>
    public bool AwaitsEditor { get; init; }

    /// <summary>The repository's top folder.</summary>
    public required string Repository { get; init; }

    /// <summary>The folders in which programs are looked for.</summary>
    public required IReadOnlyList<string> SearchPath { get; init; }

    /// <summary>The command that starts the SDK.</summary>
    public string DotNet { get; init; } = "dotnet";

    /// <summary>The UDP port that the chapters use.</summary>
    public int Port { get; init; } = LessonPorts.Usual;

    /// <summary>On Windows: whether it refuses libraries that were built on the spot.</summary>
    public SmartAppControlState SmartAppControl { get; init; }

    /// <summary>This machine.</summary>
    /// <param name="repository">The repository's top folder.</param>
    public static Machine Current(string repository)
    {
        OperatingSystemKind system =
            OperatingSystem.IsWindows() ? OperatingSystemKind.Windows
            : OperatingSystem.IsMacOS() ? OperatingSystemKind.MacOS
            : OperatingSystemKind.Linux;
        return Of(
            system,
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            repository,
            Environment.GetEnvironmentVariable
        ) with
        {
            SmartAppControl = Doctor.SmartAppControl.Read(),
        };
    }

    /// <summary>A machine with the usual folders of its system.</summary>
    /// <param name="system">The system.</param>
    /// <param name="home">The user's home folder.</param>
    /// <param name="repository">The repository's top folder.</param>
    /// <param name="variable">Gives the value of an environment variable, or null.</param>
    public static Machine Of(
        OperatingSystemKind system,
        string home,
        string repository,
        Func<string, string?> variable
    ) =>
        new()
        {
            System = system,
            Home = home,
            Settings = system switch
            {
                OperatingSystemKind.Windows => Chosen(variable("APPDATA")) ?? Path.Combine(home, "AppData", "Roaming"),
                OperatingSystemKind.MacOS => Path.Combine(home, "Library", "Application Support"),
                _ => Chosen(variable("XDG_CONFIG_HOME")) ?? Path.Combine(home, ".config"),
            },
            Data = Chosen(variable("XDG_DATA_HOME")) ?? Path.Combine(home, ".local", "share"),
            JupyterData =
                Chosen(variable("JUPYTER_DATA_DIR"))
                ?? system switch
                {
                    OperatingSystemKind.Windows => Path.Combine(
                        Chosen(variable("APPDATA")) ?? Path.Combine(home, "AppData", "Roaming"),
                        "jupyter"
                    ),
                    OperatingSystemKind.MacOS => Path.Combine(home, "Library", "Jupyter"),
                    _ => Path.Combine(
                        Chosen(variable("XDG_DATA_HOME")) ?? Path.Combine(home, ".local", "share"),
                        "jupyter"
                    ),
                },
            AwaitsEditor = Containers.Any(name => variable(name) == "true"),
            Repository = repository,
            SearchPath = (variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        };

    /// <summary>The full path of a program, or null when it is not found.</summary>
    /// <param name="name">Its name without an extension.</param>
    public string? FindProgram(string name)
    {
        string[] extensions = System == OperatingSystemKind.Windows ? [".exe", ".cmd", ".bat"] : [""];
        return SearchPath
            .SelectMany(folder => extensions.Select(extension => Path.Combine(folder, name + extension)))
            .FirstOrDefault(File.Exists);
    }

    private static string? Chosen(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
