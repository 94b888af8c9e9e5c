namespace DtlsNotebooks.Runner.Doctor;

/// <summary>VS Code or a relative of it, or the server of one in a container or on another machine.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Home">The folder that is there when it was started once.</param>
/// <param name="User">Where it keeps what belongs to its user.</param>
/// <param name="Program">The command that starts it; null for a server.</param>
/// <param name="ComesLater">Whether a container gets it after its set-up.</param>
internal sealed record Editor(string Name, string Home, string User, string? Program, bool ComesLater = false)
{
    /// <summary>All that are known, with their folders on a machine.</summary>
    /// <param name="machine">The machine.</param>
    public static IEnumerable<Editor> On(Machine machine) =>
        [
            Desktop(machine, "Code", "code"),
            Desktop(machine, "Code - Insiders", "code-insiders"),
            Desktop(machine, "VSCodium", "codium"),
            Desktop(machine, "Cursor", "cursor"),
            Server(machine, "Code (remote)", ".vscode-server", comesLater: true),
            Server(machine, "Code - Insiders (remote)", ".vscode-server-insiders"),
            Server(machine, "Codespaces", ".vscode-remote", comesLater: true),
            Server(machine, "VSCodium (remote)", ".vscodium-server"),
            Server(machine, "Cursor (remote)", ".cursor-server"),
            new Editor(
                "code-server",
                Path.Combine(machine.Data, "code-server"),
                Path.Combine(machine.Data, "code-server", "User"),
                "code-server"
            ),
        ];

    /// <summary>Whether it is on the machine, or will come to it.</summary>
    /// <param name="machine">The machine.</param>
    public bool IsHere(Machine machine) =>
        Directory.Exists(Home)
        || (ComesLater && machine.AwaitsEditor)
        || (Program is not null && machine.FindProgram(Program) is not null);

    private static Editor Desktop(Machine machine, string name, string program)
    {
        string home = Path.Combine(machine.Settings, name);
        return new Editor(name, home, Path.Combine(home, "User"), program);
    }

    private static Editor Server(Machine machine, string name, string folder, bool comesLater = false)
    {
        string home = Path.Combine(machine.Home, folder);
        return new Editor(name, home, Path.Combine(home, "data", "User"), null, comesLater);
    }
}
