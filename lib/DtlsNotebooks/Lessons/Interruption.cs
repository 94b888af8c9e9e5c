using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace DtlsNotebooks.Lessons;

/// <summary>Sends another process what Ctrl+C would send it.</summary>
internal static partial class Interruption
{
    // A signal can be sent to one process only where there are signals. On Windows Ctrl+C belongs to a console, so
    // that a process has to join the child's console first; this one would lose its own by that, so another does it.
    private const string WindowsScript = """
        Add-Type -Namespace Lesson -Name Native -MemberDefinition '
          [DllImport("kernel32")] public static extern bool FreeConsole();
          [DllImport("kernel32")] public static extern bool AttachConsole(uint id);
          [DllImport("kernel32")] public static extern bool SetConsoleCtrlHandler(IntPtr handler, bool add);
          [DllImport("kernel32")] public static extern bool GenerateConsoleCtrlEvent(uint what, uint group);'
        [void][Lesson.Native]::FreeConsole()
        if (-not [Lesson.Native]::AttachConsole({0})) { exit 1 }
        [void][Lesson.Native]::SetConsoleCtrlHandler([IntPtr]::Zero, $true)
        if (-not [Lesson.Native]::GenerateConsoleCtrlEvent(0, 0)) { exit 1 }
        """;

    private const int SigInt = 2;
    private const nint Default = 0;
    private const nint Ignore = 1;

    /// <summary>Sends it.</summary>
    /// <param name="processId">To whom.</param>
    /// <exception cref="Win32Exception">The system refuses.</exception>
    public static void Send(int processId)
    {
        if (OperatingSystem.IsWindows())
            SendOnWindows(processId);
        else if (Kill(processId, SigInt) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>
    /// Starts a process that can be interrupted. A shell lets what a script starts in the background ignore SIGINT
    /// (POSIX, Shell Command Language, 2.12), and each child inherits that.
    /// </summary>
    /// <param name="start">Starts it.</param>
    public static Process? Hearing(Func<Process?> start)
    {
        if (!OperatingSystem.IsLinux() || !IsIgnored())
            return start();
        _ = Signal(SigInt, Default);
        try
        {
            return start();
        }
        finally
        {
            _ = Signal(SigInt, Ignore);
        }
    }

    // The line is "SigIgn:" and a hexadecimal mask, whose lowest bit is signal 1.
    private static bool IsIgnored()
    {
        const string Field = "SigIgn:";
        string line =
            File.ReadLines("/proc/self/status").FirstOrDefault(text => text.StartsWith(Field, StringComparison.Ordinal))
            ?? "";
        return ulong.TryParse(
                line.AsSpan(Math.Min(Field.Length, line.Length)).Trim(),
                NumberStyles.HexNumber,
                CultureInfo.InvariantCulture,
                out ulong mask
            )
            && (mask & (1UL << (SigInt - 1))) != 0;
    }

    private static void SendOnWindows(int processId)
    {
        var start = new ProcessStartInfo("powershell") { UseShellExecute = false, CreateNoWindow = true };
        start.ArgumentList.Add("-NoProfile");
        start.ArgumentList.Add("-Command");
        start.ArgumentList.Add(
            WindowsScript.Replace("{0}", processId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        );
        using Process sender = Process.Start(start) ?? throw new Win32Exception("powershell did not start.");
        if (!sender.WaitForExit(TimeSpan.FromSeconds(30)) || sender.ExitCode != 0)
            throw new Win32Exception("Ctrl+C could not be sent to the program's console.");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Signal(int signal, nint disposition);
}
