using System.Globalization;
using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Tests.Pictures.Markup;

/// <summary>Words keep 4.5:1 against every ground they stand on, lines 3:1 (WCAG 2.2, 1.4.3 and 1.4.11).</summary>
public class PaletteTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Words_can_be_read_on_their_grounds(bool dark)
    {
        foreach (ThemeColor? ground in new[] { Palette.Paper, Palette.Band, Palette.RepeatedBand })
        {
            foreach (ThemeColor? words in new[] { Palette.Text, Palette.Quiet, Palette.Alert, Palette.RepeatedText })
            {
                Assert.True(
                    Contrast(words, ground, dark) >= 4.5,
                    $"{words.Name} on {ground.Name}: {Contrast(words, ground, dark):F2}"
                );
            }
        }
        foreach (ThemeColor tint in Palette.Tints)
        {
            Assert.True(
                Contrast(Palette.Text, tint, dark) >= 4.5,
                $"text on {tint.Name}: {Contrast(Palette.Text, tint, dark):F2}"
            );
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Lines_can_be_seen_on_their_grounds(bool dark)
    {
        foreach (ThemeColor? ground in new[] { Palette.Paper, Palette.Band, Palette.RepeatedBand })
        {
            foreach (
                ThemeColor? line in new[]
                {
                    Palette.Handshake,
                    Palette.ApplicationData,
                    Palette.Alert,
                    Palette.PlainUdp,
                    Palette.Lifeline,
                    Palette.Violet,
                }
            )
            {
                Assert.True(
                    Contrast(line, ground, dark) >= 3,
                    $"{line.Name} on {ground.Name}: {Contrast(line, ground, dark):F2}"
                );
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Marks_can_be_seen_on_their_bars(bool dark)
    {
        foreach (
            ThemeColor? bar in new[] { Palette.Handshake, Palette.ApplicationData, Palette.PlainUdp, Palette.Alert }
        )
        {
            Assert.True(
                Contrast(Palette.Paper, bar, dark) >= 3,
                $"marks on {bar.Name}: {Contrast(Palette.Paper, bar, dark):F2}"
            );
        }

        foreach (ThemeColor? mark in new[] { Palette.PlainUdp, Palette.Alert, Palette.Text })
        {
            Assert.True(
                Contrast(mark, Palette.Waiting, dark) >= 3,
                $"{mark.Name} on waiting: {Contrast(mark, Palette.Waiting, dark):F2}"
            );
        }
    }

    private static double Contrast(ThemeColor one, ThemeColor other, bool dark)
    {
        (double a, double b) = (Luminance(dark ? one.Dark : one.Light), Luminance(dark ? other.Dark : other.Light));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string color)
    {
        double Part(int start)
        {
            double value =
                int.Parse(color.AsSpan(start, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
        return (0.2126 * Part(1)) + (0.7152 * Part(3)) + (0.0722 * Part(5));
    }
}
