using BenchmarkDotNet.Attributes;
using DtlsNotebooks.Udp;

namespace DtlsNotebooks.Benchmarks.Checksums;

/// <summary>The forms of the Internet checksum (RFC 1071), over the same bytes.</summary>
public class ChecksumForms
{
    private byte[] _bytes = [];

    /// <summary>How many bytes: a small datagram, a full Ethernet frame, the longest datagram.</summary>
    [Params(64, 1472, 65_507)]
    public int Size { get; set; }

    /// <summary>Draws the bytes, the same ones each time.</summary>
    [GlobalSetup]
    public void Draw()
    {
        _bytes = new byte[Size];
        new Random(1071).NextBytes(_bytes);
    }

    /// <summary>What a C programmer would write: 16-bit words into a wide sum, folded at the end.</summary>
    [Benchmark(Baseline = true)]
    public ushort PlainLoop()
    {
        byte[] bytes = _bytes;
        ulong sum = 0;
        int i = 0;
        for (; i + 1 < bytes.Length; i += 2)
        {
            sum += (uint)((bytes[i] << 8) | bytes[i + 1]);
        }

        sum += i < bytes.Length ? (uint)(bytes[i] << 8) : 0;
        while (sum >> 16 != 0)
        {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return (ushort)~sum;
    }

    /// <summary>As RFC 1071 tells it, with the carry added at each word: the form of the lesson.</summary>
    [Benchmark]
    public ushort WordByWord() => InternetChecksum.ComputeWordByWord(_bytes);

    /// <summary>Many words at a time.</summary>
    [Benchmark]
    public ushort Vectors() => InternetChecksum.Compute(_bytes);

    /// <summary>The same in two parts, as pseudo-header and datagram.</summary>
    [Benchmark]
    public ushort InParts() => default(PartialSum).Add(_bytes.AsSpan(0, 12)).Add(_bytes.AsSpan(12)).Checksum;
}
