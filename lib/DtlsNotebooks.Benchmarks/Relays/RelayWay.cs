using System.Net;

namespace DtlsNotebooks.Benchmarks.Relays;

/// <summary>A way to the server.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="EndPoint">Where the client sends to.</param>
internal sealed record RelayWay(string Name, IPEndPoint EndPoint);
