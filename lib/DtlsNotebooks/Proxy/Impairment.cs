using System.Globalization;

namespace DtlsNotebooks.Proxy;

/// <summary>
/// What a bad network does to the datagrams of one direction. The names are those of Linux netem (tc-netem(8)) and of
/// the udp_proxy of Mbed TLS. A new one does no harm; set what you want to see.
/// </summary>
/// <remarks>
/// For each datagram, in this order: size limit, loss, duplication, corruption, then the way: rate, delay, jitter,
/// reordering. Each chance is drawn from the proxy's seed, the direction and the datagram's ordinal in that direction,
/// so the same datagrams meet the same chance in every run. Ordinals count from 1 from the moment
/// the impairment was set or the recording was cleared.
/// </remarks>
public sealed record Impairment
{
    /// <summary>A network that hands everything on at once and in order.</summary>
    public static Impairment None { get; } = new();

    /// <summary>Share of the datagrams that are dropped, 0 to 1 (netem "loss").</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a share of 0 to 1.</exception>
    public double Loss
    {
        get;
        init => field = Share(value, nameof(Loss));
    }

    /// <summary>Ordinals of the datagrams that are dropped; the first is 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An ordinal below 1.</exception>
    public IReadOnlyList<int> DropNth
    {
        get;
        init => field = Ordinals(value, nameof(DropNth));
    } = [];

    /// <summary>
    /// Drops the datagrams for which this gives true. It runs on the proxy's own thread, so it should be quick.
    /// </summary>
    public Func<CapturedDatagram, bool>? DropWhen { get; init; }

    /// <summary>Share of the datagrams that are handed on twice, 0 to 1 (netem "duplicate").</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a share of 0 to 1.</exception>
    public double Duplicate
    {
        get;
        init => field = Share(value, nameof(Duplicate));
    }

    /// <summary>Ordinals of the datagrams that are handed on twice; the first is 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An ordinal below 1.</exception>
    public IReadOnlyList<int> DuplicateNth
    {
        get;
        init => field = Ordinals(value, nameof(DuplicateNth));
    } = [];

    /// <summary>Hands the datagrams on twice for which this gives true. It runs on the proxy's own thread.</summary>
    public Func<CapturedDatagram, bool>? DuplicateWhen { get; init; }

    /// <summary>
    /// Share of the datagrams in which one bit is turned over, 0 to 1 (netem "corrupt"). The bit is in the payload and
    /// the
    /// datagram gets a checksum that fits, so the receiver meets an error that the UDP checksum did not catch.
    /// An empty datagram has no bit to turn. A copy made by <see cref="Duplicate"/> stays as it was sent.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a share of 0 to 1.</exception>
    public double Corrupt
    {
        get;
        init => field = Share(value, nameof(Corrupt));
    }

    /// <summary>Ordinals of the datagrams in which one bit is turned over; the first is 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An ordinal below 1.</exception>
    public IReadOnlyList<int> CorruptNth
    {
        get;
        init => field = Ordinals(value, nameof(CorruptNth));
    } = [];

    /// <summary>
    /// Turns one bit over in the datagrams for which this gives true. It runs on the proxy's own thread.
    /// </summary>
    public Func<CapturedDatagram, bool>? CorruptWhen { get; init; }

    /// <summary>
    /// Share of the datagrams that are held back until the next one of the same client has overtaken them, 0 to 1
    /// (the "delay" of Mbed TLS udp_proxy, netem "reorder"). Where none follows, <see cref="ReorderHold"/> ends the
    /// wait.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a share of 0 to 1.</exception>
    public double Reorder
    {
        get;
        init => field = Share(value, nameof(Reorder));
    }

    /// <summary>Ordinals of the datagrams that the next one overtakes; the first is 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An ordinal below 1.</exception>
    public IReadOnlyList<int> ReorderNth
    {
        get;
        init => field = Ordinals(value, nameof(ReorderNth));
    } = [];

    /// <summary>
    /// Lets the next datagram overtake those for which this gives true. It runs on the proxy's own thread.
    /// </summary>
    public Func<CapturedDatagram, bool>? ReorderWhen { get; init; }

    /// <summary>
    /// The longest that a datagram waits to be overtaken, up to one minute; 100 ms where nothing is set.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0 or above one minute.</exception>
    public TimeSpan ReorderHold
    {
        get;
        init => field = Duration(value, nameof(ReorderHold));
    } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long each datagram is held back, up to one minute (netem "delay").</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0 or above one minute.</exception>
    public TimeSpan Delay
    {
        get;
        init => field = Duration(value, nameof(Delay));
    }

    /// <summary>
    /// The most by which the delay of a datagram differs from <see cref="Delay"/>, either way, evenly spread (netem
    /// "jitter"). Datagrams may overtake each other by it. No delay falls below 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0 or above one minute.</exception>
    public TimeSpan Jitter
    {
        get;
        init => field = Duration(value, nameof(Jitter));
    }

    /// <summary>
    /// The largest UDP payload in bytes that passes; larger ones are dropped (udp_proxy "mtu"). Null for no limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int? Mtu
    {
        get;
        init =>
            field = value is null or >= 1
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(Mtu),
                    value,
                    "Mtu is the largest payload that passes, in bytes: give 1 or more, or null for no limit."
                );
    }

    /// <summary>
    /// Bits a second that pass, the UDP header (8 bytes) and the IP header (20 or 40) counted as netem counts them
    /// (netem "rate"). Null for no limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public long? RateBitsPerSecond
    {
        get;
        init =>
            field = value is null or >= 1
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(RateBitsPerSecond),
                    value,
                    "RateBitsPerSecond is a number of bits a second: give 1 or more, or null for no limit."
                );
    }

    /// <summary>
    /// The most datagrams that this direction holds back at once; more are dropped (netem "limit"). 1,000 where
    /// nothing is set.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1 or above 100,000.</exception>
    public int Limit
    {
        get;
        init =>
            field = value is >= 1 and <= 100_000
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(Limit),
                    value,
                    "Limit is the number of datagrams that are held back at once: give 1 to 100000."
                );
    } = 1000;

    private static double Share(double value, string name) =>
        value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(
                name,
                value,
                $"{name} is a share of the datagrams: give 0 for none to 1 for all, such as 0.3 for 30 percent."
            );

    private static TimeSpan Duration(TimeSpan value, string name) =>
        value >= TimeSpan.Zero && value <= TimeSpan.FromMinutes(1)
            ? value
            : throw new ArgumentOutOfRangeException(
                name,
                value,
                $"{name} is a time: give 0 to one minute, such as TimeSpan.FromMilliseconds(20)."
            );

    private static IReadOnlyList<int> Ordinals(IReadOnlyList<int> value, string name)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        foreach (int ordinal in value)
        {
            if (ordinal < 1)
            {
                throw new ArgumentOutOfRangeException(
                    name,
                    ordinal,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{name} names datagrams by their ordinal and the first is 1: {ordinal} names none."
                    )
                );
            }
        }

        return [.. value];
    }
}
