using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Pictures.Sketches;

/// <summary>
/// The state machine of one side of a handshake (RFC 6347, section 4.2.4, figure 3), driven by what the network saw.
/// </summary>
internal sealed class HandshakeMachine
{
    private const string LastOfFull = "flight 6";
    private readonly Dictionary<MachineStep, int> _steps = [];

    private HandshakeMachine() { }

    /// <summary>How often each step was made.</summary>
    public IReadOnlyDictionary<MachineStep, int> Steps => _steps;

    /// <summary>Reads the steps of one side.</summary>
    /// <param name="datagrams">What travelled between one client and its server.</param>
    /// <param name="descriptions">What is in it.</param>
    /// <param name="side">The direction in which the side sends.</param>
    public static HandshakeMachine Of(
        IReadOnlyList<CapturedDatagram> datagrams,
        IReadOnlyDictionary<int, DatagramDescription> descriptions,
        Direction side
    )
    {
        var machine = new HandshakeMachine();
        List<(CapturedDatagram Datagram, DatagramDescription Description)> flights =
        [
            .. datagrams
                .Select(datagram => (datagram, descriptions[datagram.Number]))
                .Where(pair => pair.Item2.Band is not null && pair.datagram.CopyOf is null),
        ];
        if (flights.Count == 0)
            return machine;
        string last = flights.Any(flight => flight.Description.Band == LastOfFull)
            ? LastOfFull
            : flights.Select(flight => flight.Description.Band!).Max(StringComparer.Ordinal)!;
        machine.Run(flights, side, last);
        return machine;
    }

    private void Run(
        List<(CapturedDatagram Datagram, DatagramDescription Description)> flights,
        Direction side,
        string last
    )
    {
        string sent = "";
        string heard = "";
        bool finished = false;
        foreach ((CapturedDatagram datagram, DatagramDescription description) in flights)
        {
            string flight = description.Band!;
            if (datagram.Direction != side)
            {
                if (datagram.IsLost || flight == heard)
                    continue;
                heard = flight;
                if (flight == last)
                    (finished, _) = (true, Count(MachineStep.HeardLast));
                else if (sent.Length > 0)
                    Count(MachineStep.HeardNext);
            }
            else if (flight != sent)
            {
                sent = flight;
                Count(MachineStep.Buffered);
                if (flight == last)
                    (finished, _) = (true, Count(MachineStep.SentLast));
                else
                    Count(MachineStep.Sent);
            }
            else if (description.Retransmission && description.SilenceReason is not null)
            {
                Count(finished ? MachineStep.Repeated : MachineStep.TimerRanOut);
            }
            else if (description.Retransmission && IsFirstOfAgain(flights, datagram, side))
            {
                Count(finished ? MachineStep.Repeated : MachineStep.Woken);
            }
        }
    }

    // A repeated flight of several datagrams is one step.
    private static bool IsFirstOfAgain(
        List<(CapturedDatagram Datagram, DatagramDescription Description)> flights,
        CapturedDatagram datagram,
        Direction side
    )
    {
        int at = flights.FindIndex(flight => flight.Datagram == datagram);
        return at == 0
            || flights[at - 1].Datagram.Direction != side
            || !flights[at - 1].Description.Retransmission
            || flights[at - 1].Description.Band != flights[at].Description.Band;
    }

    private int Count(MachineStep step) => _steps[step] = _steps.GetValueOrDefault(step) + 1;
}
