using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Benchmarks.Relays;

/// <summary>
/// A client that keeps so many datagrams under way: for each that comes back, and for each that is given up, it sends
/// the next one. Each has a number, so that one that is lost is noticed.
/// </summary>
internal sealed class ClosedLoop : IDisposable
{
    private readonly Socket _socket = UdpSocketSetup.Open(AddressFamily.InterNetwork);
    private readonly RelayLoad _load;
    private readonly TimeSpan _patience;
    private readonly byte[] _sent;
    private readonly byte[] _received;
    private readonly Queue<(uint Number, long Sent)> _underWay = new();
    private readonly HashSet<uint> _awaited = [];
    private uint _next;

    /// <summary>Makes it ready.</summary>
    /// <param name="server">Where it sends to.</param>
    /// <param name="load">What it keeps under way.</param>
    /// <param name="patience">After which time a datagram that has not come back is lost.</param>
    public ClosedLoop(IPEndPoint server, RelayLoad load, TimeSpan patience)
    {
        (_load, _patience) = (load, patience);
        _sent = new byte[load.Bytes];
        // One more than is awaited: of a larger datagram the rest would be cut off unseen.
        _received = new byte[load.Bytes + 1];
        Random.Shared.NextBytes(_sent);
        UdpSocketSetup.EnlargeBuffers(_socket);
        _socket.ReceiveTimeout = (int)patience.TotalMilliseconds;
        _socket.Connect(server);
    }

    /// <summary>Sends and receives, and waits at the end for what is still under way.</summary>
    /// <param name="duration">From when on nothing new is sent.</param>
    public RelayRun Run(TimeSpan duration)
    {
        long start = Stopwatch.GetTimestamp();
        long last = start;
        long returned = 0;
        long lost = 0;
        while (true)
        {
            while (_awaited.Count < _load.InFlight && Stopwatch.GetElapsedTime(start) < duration)
            {
                Send();
            }

            if (_awaited.Count == 0)
            {
                return new RelayRun(returned, lost, Stopwatch.GetElapsedTime(start, last));
            }

            if (ReceivedAwaited())
            {
                returned++;
                last = Stopwatch.GetTimestamp();
            }

            lost += GiveUpOld();
        }
    }

    /// <summary>Closes its socket.</summary>
    public void Dispose() => _socket.Dispose();

    private void Send()
    {
        uint number = _next++;
        BinaryPrimitives.WriteUInt32BigEndian(_sent, number);
        _awaited.Add(number);
        _underWay.Enqueue((number, Stopwatch.GetTimestamp()));
        _socket.Send(_sent);
    }

    /// <returns>Whether one came that is awaited, and is as it was sent.</returns>
    private bool ReceivedAwaited()
    {
        try
        {
            int length = _socket.Receive(_received);
            return length == _sent.Length
                && _received.AsSpan(sizeof(uint), length - sizeof(uint)).SequenceEqual(_sent.AsSpan(sizeof(uint)))
                && _awaited.Remove(BinaryPrimitives.ReadUInt32BigEndian(_received));
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
        {
            return false;
        }
    }

    /// <returns>How many have been awaited for too long.</returns>
    private int GiveUpOld()
    {
        int lost = 0;
        while (
            _underWay.TryPeek(out (uint Number, long Sent) oldest)
            && (!_awaited.Contains(oldest.Number) || Stopwatch.GetElapsedTime(oldest.Sent) >= _patience)
        )
        {
            _underWay.Dequeue();
            lost += _awaited.Remove(oldest.Number) ? 1 : 0;
        }

        return lost;
    }
}
