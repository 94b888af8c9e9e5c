namespace DtlsNotebooks.Proxy;

/// <summary>
/// A pcapng file that grows while a <see cref="UdpProxy"/> runs: give it to the proxy as one of its
/// <see cref="UdpProxyOptions.Observers"/>. Each datagram is handed to the system, in one piece, as soon as it was
/// handed on or dropped, so that the end of this process, whatever its cause, loses none of them. They stand in the
/// order of their fates, each with the time of its sending; a comment says what the network did to it.
/// </summary>
public sealed class CaptureFile : IProxyObserver, IDisposable
{
    private readonly object _gate = new();
    private readonly FileStream _stream;
    private readonly Pcap.PcapngWriter _writer;
    private bool _closed;

    /// <summary>Begins the file; an existing one is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written, or the path is a folder.</exception>
    public CaptureFile(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        // Without a buffer of its own: what is written is with the system, which outlives this process.
        _stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        try
        {
            _writer = CapturePcapng.Begin(_stream, keyLog: null);
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    /// <summary>The full path of the file.</summary>
    public string Path => _stream.Name;

    /// <summary>How many datagrams are in it.</summary>
    public long Count { get; private set; }

    /// <summary>Why nothing is written any more, such as a full disk; null while all is well.</summary>
    public string? Problem { get; private set; }

    /// <inheritdoc/>
    public void Settled(CapturedDatagram datagram, DateTimeOffset started)
    {
        lock (_gate)
        {
            if (_closed || Problem is not null)
                return;
            try
            {
                CapturePcapng.Append(_writer, datagram, started);
                Count++;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Half a block at its end would make the file unreadable to some, so nothing follows it.
                Problem = e.Message;
            }
        }
    }

    /// <inheritdoc/>
    public void Refused(CapturedDatagram datagram)
    {
        // It is in the file already, as what was sent.
    }

    /// <summary>Closes the file. Safe to call again.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed)
                return;
            _closed = true;
            try
            {
                _stream.Dispose();
            }
            catch (IOException e)
            {
                Problem ??= e.Message;
            }
        }
    }
}
