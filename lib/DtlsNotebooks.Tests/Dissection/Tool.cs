using System.ComponentModel;
using System.Diagnostics;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>Runs a program that a machine may lack.</summary>
internal static class Tool
{
    /// <summary>What the program writes; skips the test where the program is missing.</summary>
    public static string Run(string program, params IEnumerable<string> arguments)
    {
        using Process process = Start(program, arguments);
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(90)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} did not end in 90 seconds.");
        }

        Assert.True(process.ExitCode == 0, $"{program} failed: {errors.GetAwaiter().GetResult()}");
        return output.GetAwaiter().GetResult();
    }

    /// <summary>Starts the program with all streams redirected; skips the test where it is missing.</summary>
    public static Process Start(string program, IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(
                new ProcessStartInfo(program, arguments)
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed, so there is nothing to compare with.");
            throw;
        }
    }
}
