using System.Net;

namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>What a part of a conversation takes over from the whole, so that one part looks like the next.</summary>
/// <param name="Clients">The clients from left to right; at least those of the part.</param>
/// <param name="NameOf">What each is called.</param>
/// <param name="Start">The moment from which times count.</param>
internal sealed record LadderFrame(IReadOnlyList<IPEndPoint> Clients, Func<IPEndPoint, string> NameOf, TimeSpan Start);
