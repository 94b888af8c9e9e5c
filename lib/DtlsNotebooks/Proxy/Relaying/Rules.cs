namespace DtlsNotebooks.Proxy.Relaying;

/// <summary>
/// An impairment at work in one direction: decides for one datagram after the other. Used by one thread.
/// </summary>
internal sealed class Rules(Impairment impairment, int seed, Direction direction, Action<Exception> report)
{
    private readonly HashSet<int> _dropNth = [.. impairment.DropNth];
    private readonly HashSet<int> _duplicateNth = [.. impairment.DuplicateNth];
    private readonly HashSet<int> _corruptNth = [.. impairment.CorruptNth];
    private readonly HashSet<int> _reorderNth = [.. impairment.ReorderNth];
    private int _ordinal;

    public Impairment Impairment => impairment;

    /// <summary>Decides for the next datagram of the direction.</summary>
    public Decision Decide(RelayedDatagram relayed)
    {
        _ordinal++;
        if (ReferenceEquals(impairment, Impairment.None))
            return default;
        CapturedDatagram datagram = relayed.Snapshot();

        SeededChance chance = new(seed, direction, _ordinal);
        if (datagram.Payload.Length > impairment.Mtu)
            return new() { DroppedAs = DeliveryStatus.TooLarge };
        if (Applies(SeededChance.Purpose.Loss, impairment.Loss, _dropNth, impairment.DropWhen, chance, datagram))
            return new() { DroppedAs = DeliveryStatus.Dropped };

        bool duplicate = Applies(
            SeededChance.Purpose.Duplicate,
            impairment.Duplicate,
            _duplicateNth,
            impairment.DuplicateWhen,
            chance,
            datagram
        );
        bool corrupt = Applies(
            SeededChance.Purpose.Corrupt,
            impairment.Corrupt,
            _corruptNth,
            impairment.CorruptWhen,
            chance,
            datagram
        );
        return new()
        {
            CorruptBit =
                corrupt && !datagram.Payload.IsEmpty
                    ? (int)(chance.Draw(SeededChance.Purpose.CorruptBit) * datagram.Payload.Length * 8)
                    : null,
            Delay = Delay(chance.Draw(SeededChance.Purpose.Jitter)),
            HeldForReorder = Applies(
                SeededChance.Purpose.Reorder,
                impairment.Reorder,
                _reorderNth,
                impairment.ReorderWhen,
                chance,
                datagram
            ),
            CopyDelay = duplicate ? Delay(chance.Draw(SeededChance.Purpose.CopyJitter)) : null,
        };
    }

    private bool Applies(
        SeededChance.Purpose purpose,
        double share,
        HashSet<int> nth,
        Func<CapturedDatagram, bool>? when,
        SeededChance chance,
        CapturedDatagram datagram
    ) => chance.Strikes(purpose, share) || nth.Contains(_ordinal) || Matches(when, datagram);

    private bool Matches(Func<CapturedDatagram, bool>? predicate, CapturedDatagram datagram)
    {
        if (predicate is null)
            return false;
        try
        {
            return predicate(datagram);
        }
#pragma warning disable CA1031 // A student's predicate may throw anything, and nothing of it may end the proxy's thread.
        catch (Exception e)
#pragma warning restore CA1031
        {
            report(e);
            return false;
        }
    }

    private TimeSpan Delay(double draw)
    {
        TimeSpan delay = impairment.Delay + (impairment.Jitter * ((2 * draw) - 1));
        return delay > TimeSpan.Zero ? delay : TimeSpan.Zero;
    }
}
