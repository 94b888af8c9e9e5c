namespace DtlsNotebooks.Runner.Doctor;

/// <summary>Which of the tools are there that some exercises can use.</summary>
internal static class ToolsCheck
{
    private static readonly (string Program, string Use)[] Tools =
    [
        ("tshark", "reads saved captures in a terminal"),
        ("wireshark", "shows saved captures"),
        ("openssl", "is another client and server to try against"),
        ("code", "opens the notebooks in VS Code"),
    ];

    /// <summary>Looks for each tool on the search path.</summary>
    public static IEnumerable<Finding> Look(Machine machine) =>
        Tools.Select(tool =>
            machine.FindProgram(tool.Program) is { } path
                ? Finding.Fine(tool.Program, $"{path} ({tool.Use}).")
                : Finding.Optional(tool.Program, $"Not found. It {tool.Use}; nothing needs it.")
        );
}
