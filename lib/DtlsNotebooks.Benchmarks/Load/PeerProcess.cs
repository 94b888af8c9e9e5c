using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace DtlsNotebooks.Benchmarks.Load;

/// <summary>
/// A server or client program in a process of its own, which one talks to in lines. It ends with its standard input.
/// </summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<string> _complaints = [];

    private PeerProcess(Process process) => _process = process;

    /// <summary>The processor time that it has used so far, of all its threads, in the kernel too.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The memory of it that is in the machine's, in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its file and its arguments.</param>
    public static PeerProcess Start(params IReadOnlyList<string> program)
    {
        var start = new ProcessStartInfo(program[0], program.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var peer = new PeerProcess(new Process { StartInfo = start });
        peer._process.OutputDataReceived += (_, e) => peer.Hear(e.Data);
        peer._process.ErrorDataReceived += (_, e) => peer.Note(e.Data);
        peer._process.Start();
        peer._process.BeginOutputReadLine();
        peer._process.BeginErrorReadLine();
        return peer;
    }

    /// <summary>Gives it a line.</summary>
    public void Say(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>Waits for the first line of a server: where it listens.</summary>
    /// <param name="name">What it is called in a complaint.</param>
    /// <param name="patience">The longest to wait.</param>
    /// <returns>Its port.</returns>
    /// <exception cref="InvalidOperationException">It said something else, ended, or said nothing in time.</exception>
    public async Task<int> ListeningAsync(string name, TimeSpan patience)
    {
        string line = await HearAsync(patience).ConfigureAwait(false);
        return
            line.Split(' ') is ["listening", var text] && int.TryParse(text, CultureInfo.InvariantCulture, out int port)
            ? port
            : throw new InvalidOperationException($"The server over {name} did not say where it listens, but: {line}");
    }

    /// <summary>Waits for its next line.</summary>
    /// <exception cref="InvalidOperationException">It ended or said nothing in time.</exception>
    public async Task<string> HearAsync(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        try
        {
            return await _lines.Reader.ReadAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            throw new InvalidOperationException(
                $"The program {Name} {(e is ChannelClosedException ? "ended" : "said nothing in time")}. {Complaints()}".TrimEnd(),
                e
            );
        }
    }

    /// <summary>Ends it: first by closing its standard input, then by force.</summary>
    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(TimeSpan.FromSeconds(2)))
            {
                _process.Kill(entireProcessTree: true);
                _process.WaitForExit(TimeSpan.FromSeconds(5));
            }
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // It has ended by itself.
        }

        _process.Dispose();
    }

    private string Name => Path.GetFileName(_process.StartInfo.FileName);

    private string Complaints()
    {
        lock (_complaints)
        {
            return string.Join(" ", _complaints.TakeLast(5));
        }
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            _lines.Writer.TryComplete();
        }
        else
        {
            _lines.Writer.TryWrite(line);
        }
    }

    private void Note(string? line)
    {
        lock (_complaints)
        {
            if (line is not null && _complaints.Count < 100)
            {
                _complaints.Add(line);
            }
        }
    }
}
