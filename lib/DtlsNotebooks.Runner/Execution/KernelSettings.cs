namespace DtlsNotebooks.Runner.Execution;

/// <summary>
/// What a notebook kernel's runtime is told by its environment, wherever the course starts one. A kernel lives for one
/// lesson, most of which is compiling.
/// </summary>
internal static class KernelSettings
{
    /// <summary>Code is mapped once: some thirty thousand methods would be mapped two times to be written.</summary>
    public static (string Name, string Value) MapsCodeOnce { get; } = ("DOTNET_EnableWriteXorExecute", "0");

    /// <summary>All of them, for the tool as it is shipped.</summary>
    public static IReadOnlyList<(string Name, string Value)> All { get; } =
    [
        MapsCodeOnce,
        // The tool is set up as a server, with a heap for each processor. A hub has one kernel for each student.
        ("DOTNET_gcServer", "0"),
        // Calls are not counted for a later that does not come.
        ("DOTNET_TieredPGO", "0"),
    ];
}
