using System.Net;
using System.Net.Sockets;

namespace DtlsNotebooks.Lessons;

/// <summary>
/// Tries a student's method that silences a bell: a nonblocking UDP socket that is connected to itself, and rings when
/// a byte is sent to it.
/// </summary>
/// <param name="silence">The student's method.</param>
public sealed class BellTrial(Action<Socket> silence)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    /// <summary>Rings, and has the bell silenced; two seconds at most.</summary>
    /// <param name="rings">How often it rings.</param>
    /// <returns>Whether the method came back, and the bell is quiet and still open.</returns>
    public bool IsQuietAfter(int rings)
    {
        using Socket bell = NewBell();
        for (int i = 0; i < rings; i++)
            Ring(bell);
        return Silence(bell) && !bell.Poll(Moment, SelectMode.SelectRead);
    }

    /// <summary>Has a bell silenced, and rings it afterwards.</summary>
    /// <returns>Whether it is heard.</returns>
    public bool StillRings()
    {
        using Socket bell = NewBell();
        if (!Silence(bell))
            return false;
        Ring(bell);
        return bell.Poll(Bound, SelectMode.SelectRead);
    }

    private static Socket NewBell()
    {
        var bell = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        bell.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        bell.Connect(bell.LocalEndPoint!);
        bell.Blocking = false;
        return bell;
    }

    private static void Ring(Socket bell) => bell.Send(new byte[1]);

    private bool Silence(Socket bell)
    {
        Task silencing = Task.Factory.StartNew(
            () => silence(bell),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        if (Task.WaitAny([silencing], Bound) != 0)
            return false;
        silencing.GetAwaiter().GetResult();
        return true;
    }
}
