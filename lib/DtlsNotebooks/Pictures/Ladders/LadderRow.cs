namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>
/// Where one datagram of a ladder lies, in pixels from the top; horizontal places are indices of lifelines.
/// </summary>
internal sealed record LadderRow
{
    /// <summary>The datagram.</summary>
    public required LadderMessage Message { get; init; }

    /// <summary>Its place among the datagrams, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Top of the row.</summary>
    public required double Top { get; init; }

    /// <summary>Where the arrow begins.</summary>
    public double StartY => Top + LadderLayout.ArrowStart;

    /// <summary>Where the arrow ends: in its own row, or further down where others have overtaken it.</summary>
    public required double EndY { get; init; }

    /// <summary>Later datagrams of the same way arrived before it.</summary>
    public bool Overtaken { get; init; }

    /// <summary>
    /// The lifeline where the arrow ends; on the way to it for a datagram that did not arrive, just before it for one
    /// that was thrown away.
    /// </summary>
    public double EndX => IsTaken ? Message.To : Message.From + ((Arrived ? 0.96 : 0.8) * (Message.To - Message.From));

    /// <summary>It reached its receiver, and the receiver took it.</summary>
    public bool IsTaken => Arrived && Message.ThrownAway is null;

    /// <summary>It reached its receiver.</summary>
    public bool Arrived => !Message.Lost && Message.Delivered is not null;

    /// <summary>When it was sent, as written beside its sender's lifeline.</summary>
    public required string Time { get; init; }
}
