using System.Globalization;

namespace DtlsNotebooks.Benchmarks.Relays;

/// <summary>What a client keeps under way.</summary>
/// <param name="InFlight">How many datagrams.</param>
/// <param name="Bytes">Their size, of UDP payload.</param>
internal sealed record RelayLoad(int InFlight, int Bytes)
{
    /// <summary>What the table calls it.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{InFlight} in flight, {Bytes:N0} bytes");
}
