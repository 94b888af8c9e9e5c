using System.Net.Sockets;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Lessons;

/// <summary>A student's read that is back after a limit, for <see cref="ReadTrial"/>.</summary>
/// <param name="session">An open, nonblocking session.</param>
/// <param name="socket">Its socket.</param>
/// <param name="buffer">Where the data goes.</param>
/// <param name="count">How many bytes have come.</param>
/// <param name="limit">The longest to wait.</param>
/// <returns><see cref="DtlsStatus.Done"/> or <see cref="DtlsStatus.TimedOut"/>.</returns>
public delegate DtlsStatus TimedRead(DtlsSession session, Socket socket, byte[] buffer, out int count, TimeSpan limit);
