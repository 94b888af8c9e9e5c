using System.Diagnostics;

namespace DtlsNotebooks.Tests.Certificates;

/// <summary>Runs a program of this machine, where it is found.</summary>
internal static class Tool
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    internal static string? Find(string name)
    {
        string[] names = OperatingSystem.IsWindows() ? [name + ".exe"] : [name];
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .SelectMany(folder => names.Select(file => Path.Combine(folder, file)))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Both its output and its complaints.</summary>
    internal static string Run(string program, string arguments, string folder, out int exitCode)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        Task<string> complaints = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(Bound), $"{program} did not end");
        exitCode = process.ExitCode;
        return output + complaints.GetAwaiter().GetResult();
    }

    /// <summary>Starts it with all streams redirected. It never waits for somebody to read its complaints.</summary>
    internal static Process Start(string program, string arguments)
    {
        Process process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }
}
