using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DtlsNotebooks.Runner.Worker;

/// <summary>
/// Messages between the runner and its worker: one JSON text a line.
/// They have a pipe of their own, because cells may write anything to standard output.
/// </summary>
internal sealed class MessageChannel : IDisposable
{
    // Relaxed, because the messages are never part of a page, and markup would be three times as long.
    private static readonly JsonSerializerOptions Form = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly StreamReader _reader;
    private readonly StreamWriter _writer;
    private readonly Lock _writing = new();

    /// <summary>Opens a channel on a connected pipe.</summary>
    /// <param name="pipe">The pipe; the channel does not own it.</param>
    public MessageChannel(Stream pipe)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        _reader = new StreamReader(
            pipe,
            utf8,
            detectEncodingFromByteOrderMarks: false,
            bufferSize: 64 * 1024,
            leaveOpen: true
        );
        _writer = new StreamWriter(pipe, utf8, bufferSize: 64 * 1024, leaveOpen: true)
        {
            AutoFlush = true,
            NewLine = "\n",
        };
    }

    /// <summary>Sends a message; may be called from any thread.</summary>
    /// <exception cref="IOException">The other side is gone.</exception>
    public void Send<T>(T message)
    {
        string line = JsonSerializer.Serialize(message, Form);
        lock (_writing)
        {
            _writer.WriteLine(line);
        }
    }

    /// <summary>Waits for the next message.</summary>
    /// <returns>The message, or null when the other side is gone.</returns>
    public async Task<T?> ReceiveAsync<T>(CancellationToken cancellation)
        where T : class
    {
        try
        {
            string? line = await _reader.ReadLineAsync(cancellation).ConfigureAwait(false);
            return line is null ? null : JsonSerializer.Deserialize<T>(line);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or JsonException)
        {
            // A worker that dies in the middle of a line leaves half a message.
            return null;
        }
    }

    /// <summary>Lets go of the buffers.</summary>
    public void Dispose()
    {
        _reader.Dispose();
        try
        {
            _writer.Dispose();
        }
        catch (IOException)
        {
            // Nothing is left to be told to a side that is gone.
        }
    }
}
