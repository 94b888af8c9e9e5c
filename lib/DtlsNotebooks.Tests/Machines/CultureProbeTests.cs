using System.Globalization;
using DtlsNotebooks.Dissection.Messages;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Tests.Dtls;

namespace DtlsNotebooks.Tests.Machines;

/// <summary>
/// Runs under whatever culture <see cref="CultureTests"/> asks for, and under none in an ordinary run: wire facts look
/// the same.
/// </summary>
public sealed class CultureProbeTests
{
    /// <summary>The name of the environment variable that says which culture the run has.</summary>
    internal const string Variable = "DTLS_NOTEBOOKS_CULTURE";

    [Fact]
    public async Task The_run_has_the_culture_that_was_asked_for()
    {
        string asked = Environment.GetEnvironmentVariable(Variable) ?? "";

        Assert.Equal(asked, CultureInfo.CurrentCulture.Name);
        Assert.Equal(asked, await Task.Run(() => CultureInfo.CurrentCulture.Name));
        if (asked == "th-TH")
            Assert.Equal("2569", new DateTime(2026, 1, 1).ToString("yyyy", null));
    }

    [Fact]
    public void A_certificates_dates_are_of_its_own_calendar()
    {
        DtlsCredentials shown = LessonPki.Server().Credentials!;
        var entry = ChainCertificate.Parse(shown.Certificate.RawData);
        DateTime from = shown.Certificate.NotBefore.ToUniversalTime();
        DateTime until = shown.Certificate.NotAfter.ToUniversalTime();

        Assert.Contains($"valid from {Digits(from)} to {Digits(until)} UTC", entry.Facts);
    }

    // By hand, so that no format of a culture comes in.
    private static string Digits(DateTime time) =>
        string.Concat(
            Number(time.Year, 4),
            "-",
            Number(time.Month, 2),
            "-",
            Number(time.Day, 2),
            " ",
            Number(time.Hour, 2),
            ":",
            Number(time.Minute, 2)
        );

    private static string Number(int number, int digits) =>
        number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
}
