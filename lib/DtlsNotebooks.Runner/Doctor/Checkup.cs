namespace DtlsNotebooks.Runner.Doctor;

/// <summary>Looks at a machine as a teacher would before class.</summary>
internal static class Checkup
{
    /// <summary>Makes every check.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="mend">Whether to mend what can be mended.</param>
    public static async Task<IReadOnlyList<Finding>> LookAsync(Machine machine, bool mend) =>
        [
            await SdkCheck.LookAsync(machine).ConfigureAwait(false),
            LibraryCheck.Look(machine),
            PortCheck.Look(machine),
            CertificatesCheck.Look(machine),
            .. WindowsCheck.Look(machine),
            .. PolyglotCheck.Look(machine, mend),
            .. JupyterSetUp.Look(machine),
            .. ToolsCheck.Look(machine),
        ];
}
