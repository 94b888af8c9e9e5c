namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>Rows of a ladder that the reader knows: they are shown as one band until it is opened.</summary>
/// <param name="Name">What they are, such as "the handshake, as before".</param>
/// <param name="First">Index of the first row in <see cref="LadderDiagram.Messages"/>.</param>
/// <param name="Last">Index of the last row.</param>
public sealed record LadderFold(string Name, int First, int Last);
