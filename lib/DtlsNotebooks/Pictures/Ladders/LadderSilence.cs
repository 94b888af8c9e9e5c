namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>A row of a ladder in which nothing was sent.</summary>
/// <param name="Top">Top of the row in pixels.</param>
/// <param name="Text">How long it lasted, and why where that is known.</param>
/// <param name="BeforeIndex">The datagram that ended it, from 0.</param>
/// <param name="Folded">How many datagrams are folded away in its place; 0 for a true silence.</param>
internal sealed record LadderSilence(double Top, string Text, int BeforeIndex, int Folded = 0);
