using System.Text.RegularExpressions;
using DtlsNotebooks.Tests.Notebooks;

namespace DtlsNotebooks.Tests.Programs;

/// <summary>What every program to take home does for the machines that it has never seen.</summary>
public sealed partial class ProgramSourceTests
{
    public static TheoryData<string> Programs =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Repository.Notebooks, "programs"), "*.cs")
                .Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Programs))]
    public void What_it_prints_arrives_in_every_console(string program)
    {
        string text = Source(program);

        // Windows' consoles have code pages of their own. What a peer says may be in any script.
        if (text.Contains("UTF8.GetString", StringComparison.Ordinal) || !Ascii().IsMatch(WithoutComments(text)))
            Assert.Contains("Console.OutputEncoding = Encoding.UTF8;", text, StringComparison.Ordinal);

        // With it some of Windows' consoles give a zero for each letter that is not ASCII.
        Assert.DoesNotContain("Console.InputEncoding", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_number_with_a_point_is_read_the_same_in_every_country(string program) =>
        Assert.DoesNotMatch(CultureDependent(), Source(program));

    private static string Source(string program) =>
        File.ReadAllText(Path.Combine(Repository.Notebooks, "programs", program));

    private static string WithoutComments(string text) => Comment().Replace(text, "");

    [GeneratedRegex(@"^[\x00-\x7F]*$")]
    private static partial Regex Ascii();

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"(double|float|decimal|DateTime|DateTimeOffset)\.(Try)?Parse\([^,()]*(\[[^\]]*\])?\)")]
    private static partial Regex CultureDependent();
}
