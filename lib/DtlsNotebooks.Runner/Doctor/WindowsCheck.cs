namespace DtlsNotebooks.Runner.Doctor;

/// <summary>What Windows may have against a library that was built on the spot, or against the place where it lies.</summary>
internal static class WindowsCheck
{
    /// <summary>The longest path that many of Windows' own tools take.</summary>
    private const int LongestPath = 259;

    /// <summary>The longest path under the repository of what a chapter needs; the tests need more.</summary>
    internal const int LongestBelow = 115;

    /// <summary>The same for the tests and the benchmarks.</summary>
    internal const int LongestBelowForTests = 150;

    /// <summary>Looks at Smart App Control and at the length of paths; finds nothing on other systems.</summary>
    public static IEnumerable<Finding> Look(Machine machine)
    {
        if (machine.System != OperatingSystemKind.Windows)
            yield break;
        yield return machine.SmartAppControl switch
        {
            SmartAppControlState.On => Finding.ToDo(
                "Smart App Control",
                "It is on, and then Windows may refuse what was built on this machine (\"Application Control policy\", "
                    + "0x800711C7). Whoever owns the machine can turn it off in Windows Security, App & browser control; "
                    + "it cannot be turned on again without a new installation. Or use another machine."
            ),
            SmartAppControlState.Evaluating => Finding.Optional(
                "Smart App Control",
                "Windows is making up its mind. If it turns it on, the library may be refused (0x800711C7)."
            ),
            _ => Finding.Fine("Smart App Control", "It is off."),
        };
        int length = machine.Repository.Length + 1;
        int most = LongestPath - length;
        yield return most switch
        {
            < LongestBelow => Finding.ToDo(
                "Length of paths",
                $"{machine.Repository} has {length - 1} characters, and with what a chapter builds there, paths become "
                    + $"longer than {LongestPath}. Move the folder to a shorter place, such as C:\\dtls."
            ),
            < LongestBelowForTests => Finding.Optional(
                "Length of paths",
                $"The chapters have room; the tests need a folder whose path is {LongestBelowForTests - most} "
                    + "characters shorter."
            ),
            _ => Finding.Fine("Length of paths", "There is room for the longest."),
        };
    }
}
