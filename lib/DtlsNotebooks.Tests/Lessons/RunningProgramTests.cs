using System.Diagnostics;
using DtlsNotebooks.Lessons;
using DtlsNotebooks.Tests.Machines;
using DtlsNotebooks.Tests.Notebooks;

namespace DtlsNotebooks.Tests.Lessons;

/// <summary>The program that chapter 5b interrupts, as it interrupts it.</summary>
public sealed class RunningProgramTests
{
    private static readonly string Program = Path.Combine(Repository.Notebooks, "programs", "interrupt.cs");

    [Theory]
    [InlineData("flag", "slept on")]
    [InlineData("bell", "woken")]
    public void A_handler_that_sets_a_flag_is_not_heard_by_select_and_a_bell_is(string way, string came)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Not tried there.");
        using var program = RunningProgram.Start(Program, way);
        Assert.Equal("ready", program.ReadLine());

        program.Interrupt();

        Assert.Equal(came, program.ReadLine());
        Assert.Equal("Goodbye.", program.ReadLine());
        Assert.Equal(0, program.WaitForExit());
    }

    [Fact]
    public void Without_a_handler_the_signal_ends_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Not tried there.");
        using var program = RunningProgram.Start(Program);
        Assert.Equal("ready", program.ReadLine());

        program.Interrupt();

        Assert.Null(program.ReadLine());
        Assert.Equal(130, program.WaitForExit());
    }

    /// <remarks>A shell that runs a script lets what it starts in the background ignore SIGINT.</remarks>
    [Fact]
    public async Task It_hears_the_signal_also_where_this_process_ignores_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells a process which signals it ignores.");
        const string Here = nameof(A_handler_that_sets_a_flag_is_not_heard_by_select_and_a_bell_is);

        (int exitCode, string said) = await OtherProcess.RunAsync(
            new ProcessStartInfo(
                "sh",
                [
                    "-c",
                    "trap '' INT; exec dotnet exec \"$0\" -noColor -method \"$1\"",
                    typeof(RunningProgramTests).Assembly.Location,
                    $"{typeof(RunningProgramTests).FullName}.{Here}",
                ]
            )
        );

        Assert.True(exitCode == 0, said);
        Assert.Contains("Total: 2", said, StringComparison.Ordinal);
    }
}
