namespace DtlsNotebooks.Runner.Doctor;

/// <summary>
/// The known break of the Polyglot Notebooks extension: since 10.0.102 the SDK writes the tool manifest to
/// <c>dotnet-tools.json</c>, the extension looks for it in <c>.config</c>, and from its second start it fails with
/// exit code 73 (dotnet/sdk#53103, dotnet/interactive#4130).
/// </summary>
internal static class PolyglotCheck
{
    private const string Extension = "ms-dotnettools.dotnet-interactive-vscode";
    private const string Manifest = "dotnet-tools.json";

    /// <summary>Looks at the extension's folder in every edition of VS Code, and mends it when asked.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="mend">Whether to move a manifest to where the extension looks for it.</param>
    public static IReadOnlyList<Finding> Look(Machine machine, bool mend)
    {
        var findings = Editions(machine)
            .Select(edition => (edition.Name, Folder: Path.Combine(edition.UserFolder, "globalStorage", Extension)))
            .Where(edition => Directory.Exists(edition.Folder))
            .Select(edition => LookAt($"Polyglot in {edition.Name}", edition.Folder, mend))
            .ToList();
        return findings.Count > 0
            ? findings
            :
            [
                Finding.Optional(
                    "Polyglot",
                    "The extension has not been started yet in VS Code on this machine. Nothing needs it: the "
                        + "runner works without."
                ),
            ];
    }

    private static Finding LookAt(string subject, string folder, bool mend)
    {
        string misplaced = Path.Combine(folder, Manifest);
        string expected = Path.Combine(folder, ".config", Manifest);
        if (!File.Exists(misplaced) || File.Exists(expected))
        {
            return Finding.Fine(
                subject,
                File.Exists(expected)
                    ? "Its tool manifest is where it looks for it."
                    : "It has no tool manifest yet; it makes one at its first start."
            );
        }

        if (!mend)
        {
            return Finding.ToDo(
                subject,
                "Its tool manifest is in the wrong place, so that it fails from its second start on (\"Select "
                    + "Kernel\", and Run All offers only the marketplace). Mend it with: doctor --fix. The file: "
                    + $"{misplaced}"
            );
        }

        try
        {
            return Finding.Fine(
                subject,
                $"Mended: {misplaced} is now {expected}; a copy is kept as {Mend(misplaced, expected)}. Restart VS "
                    + "Code."
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Finding.ToDo(
                subject,
                $"It could not be mended: {e.Message} Close VS Code and try again, or move {misplaced} to "
                    + $"{expected} by hand."
            );
        }
    }

    private static string Mend(string misplaced, string expected)
    {
        string copy = misplaced + ".bak";
        for (int number = 2; File.Exists(copy); number++)
        {
            copy = $"{misplaced}.{number}.bak";
        }

        File.Copy(misplaced, copy);
        Directory.CreateDirectory(Path.GetDirectoryName(expected)!);
        File.Move(misplaced, expected);
        return copy;
    }

    private static IEnumerable<(string Name, string UserFolder)> Editions(Machine machine)
    {
        foreach (string? name in new[] { "Code", "Code - Insiders", "VSCodium" })
        {
            yield return (name, Path.Combine(machine.Settings, name, "User"));
        }

        // Where the editor's server keeps it in WSL, over SSH and in containers.
        foreach (
            (string? name, string? server) in new[]
            {
                ("Code (remote)", ".vscode-server"),
                ("Code - Insiders (remote)", ".vscode-server-insiders"),
            }
        )
        {
            yield return (name, Path.Combine(machine.Home, server, "data", "User"));
        }
    }
}
