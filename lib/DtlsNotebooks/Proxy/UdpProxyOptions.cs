namespace DtlsNotebooks.Proxy;

/// <summary>How a <see cref="UdpProxy"/> listens and records.</summary>
public sealed record UdpProxyOptions
{
    /// <summary>Decides which datagrams meet bad chance; the same seed gives the same chance in every run.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The port to listen on; 0 for any free one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 to 65,535.</exception>
    public int Port
    {
        get;
        init =>
            field = value is >= 0 and <= 65_535
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(Port),
                    value,
                    "A port is a number of 1 to 65535, or 0 for any free one."
                );
    }

    /// <summary>
    /// Listens on every address of this machine, so that everybody on its networks can send; else on loopback only.
    /// </summary>
    public bool Any { get; init; }

    /// <summary>
    /// Where the recording is full, its oldest datagrams make room for new ones; else what comes then is not recorded.
    /// </summary>
    public bool KeepNewest { get; init; }

    /// <summary>The most datagrams that the recording holds; 100,000 where nothing is set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int DatagramLimit
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(DatagramLimit));
            field = value;
        }
    } = 100_000;

    /// <summary>The most bytes of payload that the recording holds; 128 MiB where nothing is set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 65,536, the size of one large datagram.</exception>
    public long ByteLimit
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 65_536, nameof(ByteLimit));
            field = value;
        }
    } = 128L * 1024 * 1024;

    /// <summary>Who is told what became of each datagram.</summary>
    public IReadOnlyList<IProxyObserver> Observers { get; init; } = [];
}
