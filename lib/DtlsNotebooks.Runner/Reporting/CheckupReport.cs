using DtlsNotebooks.Runner.Doctor;
using Spectre.Console;

namespace DtlsNotebooks.Runner.Reporting;

/// <summary>Shows what the doctor found.</summary>
internal static class CheckupReport
{
    /// <summary>One row a finding, then one sentence.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<Finding> findings)
    {
        int width = findings.Max(finding => finding.Subject.Length);
        foreach (Finding finding in findings)
        {
            (string? word, string? colour) = finding.Level switch
            {
                Level.Fine => ("fine    ", "green"),
                Level.Optional => ("optional", "grey"),
                _ => ("to do   ", "red"),
            };
            console.Markup($"[{colour}]{word}[/]  ");

            // Not through the layout of the console, which would break paths at its width.
            console.Profile.Out.Writer.WriteLine($"{finding.Subject.PadRight(width)}  {finding.Text}");
        }

        int toDo = findings.Count(finding => finding.Level == Level.ToDo);
        console.WriteLine();
        console.WriteLine(toDo == 0 ? "This machine is ready." : $"{Words.Count(toDo, "thing")} to do.");
    }
}
