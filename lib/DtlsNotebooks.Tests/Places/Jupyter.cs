using System.Diagnostics;
using DtlsNotebooks.Runner.Doctor;
using DtlsNotebooks.Tests.Kernel;
using DtlsNotebooks.Tests.Notebooks;

namespace DtlsNotebooks.Tests.Places;

/// <summary>
/// The distribution's Jupyter with the kernel spec that this repository writes, in folders that are gone afterwards.
/// </summary>
internal sealed class Jupyter : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private Jupyter(string folder) => Folder = folder;

    /// <summary>A folder with <c>notebooks</c>, a copy, and <c>lib</c>, a link to this repository's.</summary>
    public string Folder { get; }

    /// <summary>Writes the kernel spec; skips the test where the module of Python or the tool is not to be had.</summary>
    /// <param name="module">What has to be installed.</param>
    public static async Task<Jupyter> SetUpAsync(string module)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(Python))
            Assert.Skip("This test wants the Jupyter of a Linux distribution.");
        string folder = Directory.CreateTempSubdirectory("jupyter").FullName;
        var jupyter = new Jupyter(folder);
        try
        {
            if ((await jupyter.RunAsync("-c", $"import {module}")).ExitCode != 0)
                Assert.Skip($"The Python module {module} is not installed.");
            if (!await TestKernel.IsHereAsync())
                Assert.Skip("The kernel's own tool cannot be restored here.");
            Directory.CreateDirectory(Path.Combine(folder, "notebooks"));
            foreach (string file in Directory.EnumerateFiles(Repository.Notebooks))
                File.Copy(file, Path.Combine(folder, "notebooks", Path.GetFileName(file)));
            Directory.CreateSymbolicLink(Path.Combine(folder, "lib"), Path.Combine(Repository.Root, "lib"));
            Directory.CreateDirectory(Path.Combine(folder, "certs"));
            Machine machine = Machine.Of(
                OperatingSystemKind.Linux,
                Path.Combine(folder, "home"),
                Repository.Root,
                Environment.GetEnvironmentVariable
            ) with
            {
                JupyterData = Path.Combine(folder, "jupyter"),
            };
            IReadOnlyList<Finding> findings = await JupyterSetUp.InstallAsync(
                machine,
                null,
                TestContext.Current.CancellationToken
            );
            Assert.All(findings, finding => Assert.NotEqual(Level.ToDo, finding.Level));
            return jupyter;
        }
        catch
        {
            jupyter.Dispose();
            throw;
        }
    }

    /// <summary>Starts Python in the notebooks' folder, where it finds the kernel spec.</summary>
    /// <param name="arguments">Its arguments.</param>
    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["JUPYTER_DATA_DIR"] = Path.Combine(Folder, "jupyter");
        start.Environment["JUPYTER_RUNTIME_DIR"] = Path.Combine(Folder, "runtime");
        start.Environment["JUPYTER_CONFIG_DIR"] = Path.Combine(Folder, "config");
        foreach (string name in start.Environment.Keys.Where(IsOfTheBuild).ToList())
            start.Environment.Remove(name);
        return Process.Start(start)!;
    }

    /// <summary>Runs Python to its end.</summary>
    /// <param name="arguments">Its arguments.</param>
    public async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        using Process process = Start(arguments);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    public void Dispose()
    {
        // The link first, or what it leads to would go with it.
        string link = Path.Combine(Folder, "lib");
        if (Directory.Exists(link))
            Directory.Delete(link);
        Directory.Delete(Folder, recursive: true);
    }

    // Set by "dotnet test" for itself; a cell that calls "dotnet build" must not inherit them.
    private static bool IsOfTheBuild(string variable) =>
        variable.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || variable == "DOTNET_LAUNCH_PROFILE";
}
