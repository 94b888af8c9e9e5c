using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>Passes datagrams on between one client and a server over loopback, and records them.</summary>
internal sealed class RecordingRelay : IDisposable
{
    private readonly Socket _toClient = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Socket _toServer = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _end = new(TimeSpan.FromSeconds(60));
    private readonly List<RecordedDatagram> _recorded = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly IPEndPoint _server;
    private readonly Task _work;
    private EndPoint _client = new IPEndPoint(IPAddress.Loopback, 0);

    public RecordingRelay(int serverPort)
    {
        _server = new IPEndPoint(IPAddress.Loopback, serverPort);
        _toClient.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _toServer.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _work = Task.WhenAll(Pass(_toClient, Direction.ToServer), Pass(_toServer, Direction.ToClient));
    }

    public int Port => ((IPEndPoint)_toClient.LocalEndPoint!).Port;

    public IReadOnlyList<RecordedDatagram> Recorded
    {
        get
        {
            lock (_recorded)
                return [.. _recorded];
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        _work.Wait(TimeSpan.FromSeconds(10));
        _toClient.Dispose();
        _toServer.Dispose();
        _end.Dispose();
    }

    private async Task Pass(Socket from, Direction direction)
    {
        byte[] buffer = new byte[65_536];
        while (!_end.IsCancellationRequested)
        {
            try
            {
                SocketReceiveFromResult received = await from.ReceiveFromAsync(
                    buffer,
                    SocketFlags.None,
                    new IPEndPoint(IPAddress.Any, 0),
                    _end.Token
                );
                if (direction == Direction.ToServer)
                    _client = received.RemoteEndPoint;
                lock (_recorded)
                {
                    _recorded.Add(
                        new RecordedDatagram(direction, buffer[..received.ReceivedBytes], _clock.Elapsed, false)
                    );
                }

                Memory<byte> bytes = buffer.AsMemory(0, received.ReceivedBytes);
                await (
                    direction == Direction.ToServer
                        ? _toServer.SendToAsync(bytes, SocketFlags.None, _server, _end.Token)
                        : _toClient.SendToAsync(bytes, SocketFlags.None, _client, _end.Token)
                );
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // A peer that is gone answers with ICMP; the relay goes on.
            }
        }
    }
}
