using DtlsNotebooks.Udp;

namespace DtlsNotebooks.Lessons;

/// <summary>
/// Damages many random messages of 64 bytes and counts how often the Internet checksum (RFC 1071) stays the same, so
/// that a receiver notices nothing. The same in every run: the chance is seeded.
/// </summary>
public static class DamageTrial
{
    private const int Size = 64;
    private const int Bits = Size * 8;
    private const int BurstBits = 15;
    private const int Seed = 768;
    private const int Up = 9;
    private const int Down = 31;

    /// <summary>Tries one kind of damage.</summary>
    /// <param name="damage">The kind.</param>
    /// <param name="messages">On how many messages, 1 or more.</param>
    /// <returns>Of how many of them in a hundred the damage was not noticed, 0 to 100.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Less than one message, or no such damage.</exception>
    public static double MissedPercent(Damage damage, int messages = 20_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(messages, 1);
        var random = new Random(Seed);
        int missed = 0;
        byte[] message = new byte[Size];
        for (int i = 0; i < messages; i++)
        {
            random.NextBytes(message);
            // Both are the low half of their word, and there is room for one more and one less.
            message[Up] = message[Down] = 7;
            byte[] damaged = [.. message];
            Apply(damage, damaged, random);
            if (InternetChecksum.Compute(damaged) == InternetChecksum.Compute(message))
                missed++;
        }

        return missed * 100.0 / messages;
    }

    private static void Apply(Damage damage, byte[] message, Random random)
    {
        switch (damage)
        {
            case Damage.OneBit:
                Flip(message, random.Next(Bits));
                break;
            case Damage.Burst:
                FlipBurst(message, random.Next(Bits - BurstBits + 1), random);
                break;
            case Damage.TwoBits:
                int first = random.Next(Bits);
                Flip(message, first);
                Flip(message, (first + random.Next(1, Bits)) % Bits);
                break;
            case Damage.SwappedWords:
                Swap(message);
                break;
            case Damage.PlusAndMinus:
                message[Up]++;
                message[Down]--;
                break;
            case Damage.Noise:
                random.NextBytes(message);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(damage), damage, "There is no such damage.");
        }
    }

    private static void Swap(byte[] message)
    {
        byte[] second = message[2..4];
        message.AsSpan(0, 2).CopyTo(message.AsSpan(2));
        second.CopyTo(message, 0);
    }

    private static void FlipBurst(byte[] message, int start, Random random)
    {
        Flip(message, start);
        for (int bit = start + 1; bit < start + BurstBits; bit++)
        {
            if (random.Next(2) == 0)
                Flip(message, bit);
        }
    }

    private static void Flip(byte[] message, int bit) => message[bit / 8] ^= (byte)(0x80 >> (bit % 8));
}
