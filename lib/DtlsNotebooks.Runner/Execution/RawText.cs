namespace DtlsNotebooks.Runner.Execution;

/// <summary>Collects what a process writes to one of its own streams; keeps the end of it.</summary>
internal sealed class RawText
{
    private const int Kept = 16 * 1024;
    private readonly Lock _access = new();
    private string _text = "";

    /// <summary>Reads a stream until its end, in the background.</summary>
    /// <param name="stream">The stream.</param>
    public RawText(StreamReader stream) => Finished = Task.Run(() => ReadAsync(stream));

    /// <summary>Ends when the stream has ended.</summary>
    public Task Finished { get; }

    /// <summary>Gives what has arrived since the last call.</summary>
    public string Take()
    {
        lock (_access)
        {
            string taken = _text;
            _text = "";
            return taken;
        }
    }

    private async Task ReadAsync(StreamReader stream)
    {
        char[] buffer = new char[4096];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer).ConfigureAwait(false)) > 0)
            {
                lock (_access)
                {
                    _text += new string(buffer, 0, read);
                    _text = _text.Length > Kept ? _text[^Kept..] : _text;
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The process was ended; what was read so far is what there is.
        }
    }
}
