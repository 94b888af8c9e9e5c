using DtlsNotebooks.Lessons;

namespace DtlsNotebooks.Tests.Lessons;

public sealed class ChildProgramTests
{
    [Fact]
    public void What_a_program_writes_and_ends_with_is_told()
    {
        var child = ChildProgram.Run("Console.Write(6 * 7); Console.Error.Write(\"oh\"); return 3;");

        Assert.Equal((3, "42", "oh"), (child.ExitCode, child.Output, child.Error));
        Assert.True(child.Crashed);
    }

    [Fact]
    public void An_exception_that_leaves_a_thread_ends_the_child_and_not_this_process()
    {
        var child = ChildProgram.Run(
            """
            var thread = new Thread(() => throw new InvalidOperationException("fell"));
            thread.Start();
            thread.Join();
            Console.Write("went on");
            """
        );

        Assert.True(child.Crashed);
        Assert.Empty(child.Output);
        Assert.Contains("fell", child.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_does_not_build_is_refused_with_the_compilers_words()
    {
        InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(() =>
            ChildProgram.Run("Console.Write(unknown);")
        );

        Assert.Contains("'unknown' does not exist", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_does_not_end_is_ended()
    {
        TimeoutException late = Assert.Throws<TimeoutException>(() =>
            ChildProgram.Run("Thread.Sleep(60_000);", TimeSpan.FromSeconds(1))
        );

        Assert.Contains("within 1 s", late.Message, StringComparison.Ordinal);
    }
}
