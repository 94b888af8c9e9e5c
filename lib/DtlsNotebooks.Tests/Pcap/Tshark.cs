using System.ComponentModel;
using System.Diagnostics;

namespace DtlsNotebooks.Tests.Pcap;

/// <summary>Runs tshark, where it is installed.</summary>
internal static class Tshark
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>
    /// What tshark prints, line by line, and what it complains of; skips the test where there is no tshark.
    /// </summary>
    public static (string[] Lines, string Errors) Run(params string[] arguments)
    {
        using Process process = new()
        {
            StartInfo = new("tshark", arguments) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            Assert.Skip("tshark is not installed.");
        }

        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(Limit));
        Assert.True(process.ExitCode == 0, errors.GetAwaiter().GetResult());
        return (output.Split('\n', StringSplitOptions.RemoveEmptyEntries), errors.GetAwaiter().GetResult());
    }
}
