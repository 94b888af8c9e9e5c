using System.Security;
using Microsoft.Win32;

namespace DtlsNotebooks.Runner.Doctor;

/// <summary>Asks Windows for its state.</summary>
internal static class SmartAppControl
{
    private const string Key = @"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\CI\Policy";

    /// <summary>The state; off on other systems and where Windows does not say.</summary>
    public static SmartAppControlState Read()
    {
        if (!OperatingSystem.IsWindows())
            return SmartAppControlState.Off;
        try
        {
            return Registry.GetValue(Key, "VerifiedAndReputablePolicyState", 0) switch
            {
                1 => SmartAppControlState.On,
                2 => SmartAppControlState.Evaluating,
                _ => SmartAppControlState.Off,
            };
        }
        catch (Exception e) when (e is SecurityException or IOException)
        {
            return SmartAppControlState.Off;
        }
    }
}
