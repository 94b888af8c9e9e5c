namespace DtlsNotebooks.Tests.Dtls;

/// <summary>What is done to a message on its way.</summary>
internal enum Deed
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>It never comes, and those behind it move up.</summary>
    LeaveOut,

    /// <summary>It never comes, and its number is missing.</summary>
    Lose,

    /// <summary>It comes again under its own number: a retransmission.</summary>
    Repeat,

    /// <summary>It comes again as the next message.</summary>
    SayTwice,

    /// <summary>It changes its place with the one behind it.</summary>
    Swap,

    /// <summary>It gets another type.</summary>
    Replace,

    /// <summary>Its record says the other epoch.</summary>
    WrongEpoch,

    /// <summary>Its last byte is changed.</summary>
    Flip,

    /// <summary>The first byte of its body is changed.</summary>
    FlipFirst,

    /// <summary>It lacks its last byte, and says so.</summary>
    Cut,

    /// <summary>It lacks its second half, and says so.</summary>
    Halve,

    /// <summary>It has a byte more, and says so.</summary>
    Lengthen,
}
