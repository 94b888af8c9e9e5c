using System.Diagnostics;
using System.Text;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>Collects what a program writes, and waits for words in it.</summary>
internal sealed class OutputWatch
{
    private readonly StringBuilder _text = new();
    private int _read;

    public OutputWatch(StreamReader reader) => new Thread(() => Collect(reader)) { IsBackground = true }.Start();

    /// <summary>Whether words come in time, after those that came before.</summary>
    public bool Shows(string words, TimeSpan most)
    {
        var clock = Stopwatch.StartNew();
        lock (_text)
        {
            while (true)
            {
                int at = _text.ToString(_read, _text.Length - _read).IndexOf(words, StringComparison.Ordinal);
                if (at >= 0)
                {
                    _read += at + words.Length;
                    return true;
                }

                TimeSpan left = most - clock.Elapsed;
                if (left <= TimeSpan.Zero || !Monitor.Wait(_text, left))
                    return false;
            }
        }
    }

    private void Collect(StreamReader reader)
    {
        try
        {
            char[] buffer = new char[1024];
            int count;
            while ((count = reader.Read(buffer, 0, buffer.Length)) > 0)
                Take(buffer.AsSpan(0, count));
        }
        catch (Exception exception)
            when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The program has ended.
        }
    }

    private void Take(ReadOnlySpan<char> text)
    {
        lock (_text)
        {
            _text.Append(text);
            Monitor.PulseAll(_text);
        }
    }
}
