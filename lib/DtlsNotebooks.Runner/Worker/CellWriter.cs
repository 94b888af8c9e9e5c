using System.Text;

namespace DtlsNotebooks.Runner.Worker;

/// <summary>
/// A console stream that hands on every write at once, so that nothing is lost when the process dies.
/// </summary>
internal sealed class CellWriter : TextWriter
{
    private readonly Action<string> _write;

    /// <summary>Creates the stream.</summary>
    /// <param name="write">Takes each piece of text.</param>
    public CellWriter(Action<string> write)
        : base(System.Globalization.CultureInfo.CurrentCulture)
    {
        this._write = write;
        CoreNewLine = ['\n'];
    }

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override void Write(char value) => _write(value.ToString());

    /// <inheritdoc/>
    public override void Write(string? value) => _write(value ?? "");

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => _write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => _write(buffer.ToString());

    /// <inheritdoc/>
    public override void WriteLine() => _write("\n");

    /// <inheritdoc/>
    public override void WriteLine(string? value) => _write(value + "\n");

    /// <inheritdoc/>
    public override void WriteLine(ReadOnlySpan<char> buffer) => _write(buffer.ToString() + "\n");
}
