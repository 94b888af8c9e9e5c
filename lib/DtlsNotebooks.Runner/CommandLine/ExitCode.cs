namespace DtlsNotebooks.Runner.CommandLine;

/// <summary>What the program's exit code says.</summary>
internal static class ExitCode
{
    /// <summary>Everything is fine.</summary>
    public const int Success = 0;

    /// <summary>A notebook failed or was refused; for <c>doctor</c>: something has to be done.</summary>
    public const int Failed = 1;

    /// <summary>The command was not understood, or names a notebook that does not exist.</summary>
    public const int Usage = 2;

    /// <summary>The run was stopped from outside (Ctrl+C).</summary>
    public const int Interrupted = 130;
}
