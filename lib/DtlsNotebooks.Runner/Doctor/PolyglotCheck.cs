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

    /// <summary>What the extension starts with where it finds a manifest of its own: then it writes none.</summary>
    private const string EmptyManifest = """{"version":1,"isRoot":true,"tools":{}}""";

    /// <summary>
    /// Looks at the extension's folder in every editor that is here. When asked, it mends the break where it is, and
    /// prevents it where the extension has not been started.
    /// </summary>
    /// <param name="machine">The machine.</param>
    /// <param name="mend">Whether to put a manifest where the extension looks for it.</param>
    public static IReadOnlyList<Finding> Look(Machine machine, bool mend)
    {
        var findings = Editor
            .On(machine)
            .Where(editor => editor.IsHere(machine))
            .Select(editor =>
                LookAt($"Polyglot in {editor.Name}", Path.Combine(editor.User, "globalStorage", Extension), mend)
            )
            .ToList();
        return findings.Count > 0
            ? findings
            :
            [
                Finding.Optional(
                    "Polyglot",
                    "No VS Code or relative of it was found on this machine. Nothing needs it: the runner works without."
                ),
            ];
    }

    private static Finding LookAt(string subject, string folder, bool mend)
    {
        string misplaced = Path.Combine(folder, Manifest);
        string expected = Path.Combine(folder, ".config", Manifest);
        if (File.Exists(expected))
            return Finding.Fine(subject, "Its tool manifest is where it looks for it.");
        if (!mend)
            return Unmended(subject, misplaced);

        try
        {
            if (File.Exists(misplaced))
            {
                return Finding.Fine(
                    subject,
                    $"Mended: {misplaced} is now {expected}; a copy is kept as {Mend(misplaced, expected)}. Restart "
                        + "VS Code."
                );
            }

            Directory.CreateDirectory(Path.GetDirectoryName(expected)!);
            File.WriteAllText(expected, EmptyManifest);
            return Finding.Fine(
                subject,
                $"Prepared: the extension finds {expected}, so that it starts also the second time."
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Finding.ToDo(
                subject,
                $"It could not be mended: {e.Message} Close VS Code and try again, or put {misplaced} at {expected} by "
                    + "hand."
            );
        }
    }

    private static Finding Unmended(string subject, string misplaced) =>
        File.Exists(misplaced)
            ? Finding.ToDo(
                subject,
                "Its tool manifest is in the wrong place, so that it fails from its second start on (\"Select "
                    + "Kernel\", and Run All offers only the marketplace). Mend it with: doctor --fix. The file: "
                    + $"{misplaced}"
            )
            : Finding.Optional(
                subject,
                "It has no tool manifest yet, and would write it to the wrong place at its first start. Prevent that "
                    + "with: doctor --fix."
            );

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
}
