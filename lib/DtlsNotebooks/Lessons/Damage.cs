namespace DtlsNotebooks.Lessons;

/// <summary>What may happen to the bits of a message on its way, for a <see cref="DamageTrial"/>.</summary>
public enum Damage
{
    /// <summary>One bit is flipped.</summary>
    OneBit,

    /// <summary>Bits within a stretch of 15 are flipped: the first of them, and others by chance.</summary>
    Burst,

    /// <summary>Two different bits are flipped, wherever they are.</summary>
    TwoBits,

    /// <summary>The first two 16-bit words change places.</summary>
    SwappedWords,

    /// <summary>One byte becomes greater by one, and another one in the same half of a word less by one.</summary>
    PlusAndMinus,

    /// <summary>Every byte is replaced by chance.</summary>
    Noise,
}
