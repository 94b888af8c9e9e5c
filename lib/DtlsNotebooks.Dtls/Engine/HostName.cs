using System.Globalization;
using System.Net;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>Says what is wrong with a host name before anything is sent.</summary>
internal static class HostName
{
    private const int LongestName = 253;
    private const int LongestLabel = 63;

    private static readonly IdnMapping Mapping = new();

    /// <summary>
    /// The name as a certificate and a ClientHello write it: an address without brackets and zone, a name of ASCII
    /// letters without the root's full stop (RFC 6066, section 3; RFC 5890).
    /// </summary>
    /// <exception cref="ArgumentException">It is no host name, and the message says why.</exception>
    internal static string Checked(string hostName, string parameter)
    {
        ArgumentNullException.ThrowIfNull(hostName, parameter);
        if (IPAddress.TryParse(hostName, out IPAddress? address) && !hostName.EndsWith(']') && !HasPort(hostName))
        {
            return new IPAddress(address.GetAddressBytes()).ToString();
        }

        string name = hostName.EndsWith('.') ? hostName[..^1] : hostName;
        string? problem = Problem(name);
        string ascii = problem is null ? ToAscii(name, ref problem) : name;
        return (problem ?? LengthProblem(ascii)) is string why
            ? throw new ArgumentException($"{Shown(hostName)} is no host name: {why}.", parameter)
            : ascii;
    }

    private static bool HasPort(string name) => name.Contains("]:", StringComparison.Ordinal);

    private static string? Problem(string name) =>
        name.Length == 0 ? "it is empty, and the server's certificate must be good for some name"
        : name.Contains("://", StringComparison.Ordinal) ? "leave the scheme away and give the bare name"
        : name.Any(char.IsWhiteSpace) ? "it has a space in it"
        : name.Any(char.IsControl) ? "it has a control character in it"
        : name.Contains('[', StringComparison.Ordinal)
            ? "give the address without brackets; the port belongs to the socket"
        : name.Contains(':', StringComparison.Ordinal) ? "the port belongs to the socket, give the bare name"
        : name.Contains('/', StringComparison.Ordinal) ? "give the bare name, without a path"
        : name.Contains('%', StringComparison.Ordinal) ? "a zone belongs to an address alone"
        : null;

    private static string ToAscii(string name, ref string? problem)
    {
        if (name.Split('.').Any(label => label.Length == 0))
            problem = "two full stops have nothing between them";
        if (problem is not null || name.All(char.IsAscii))
            return name;

        try
        {
            return Mapping.GetAscii(name);
        }
        catch (ArgumentException)
        {
            problem = "it cannot be written in the letters of a host name";
            return name;
        }
    }

    private static string? LengthProblem(string name) =>
        name.FirstOrDefault(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_' or '.'))
            is var odd
        && odd != 0
            ? $"it has the character {odd} in it"
        : name.Split('.').Max(label => label.Length) is int label and > LongestLabel
            ? $"a part between full stops has {label} letters, and {LongestLabel} is the most"
        : name.Length > LongestName ? $"it has {name.Length} letters, and {LongestName} is the most"
        : null;

    private static string Shown(string name)
    {
        string shown = string.Concat(name.Take(40).Select(letter => char.IsControl(letter) ? '\uFFFD' : letter));
        return name.Length > 40 ? $"\"{shown}…\"" : $"\"{shown}\"";
    }
}
