using System.Text;

namespace DtlsNotebooks.Runner.Results;

/// <summary>
/// Gathers the outputs of a cell; neighbouring writes to the same stream become one output, as in a notebook.
/// </summary>
internal sealed class OutputList
{
    private readonly List<CellOutput> _outputs = [];
    private readonly StringBuilder _text = new();
    private bool _isError;

    /// <summary>Adds what a cell showed.</summary>
    public void Add(CellOutput output)
    {
        if (output is not StreamOutput stream)
        {
            EndStream();
            _outputs.Add(output);
            return;
        }

        if (stream.IsError != _isError)
        {
            EndStream();
            _isError = stream.IsError;
        }

        _text.Append(stream.Text);
    }

    /// <summary>The outputs so far.</summary>
    public IReadOnlyList<CellOutput> ToList()
    {
        EndStream();
        return [.. _outputs];
    }

    private void EndStream()
    {
        if (_text.Length > 0)
        {
            _outputs.Add(new StreamOutput(_isError, _text.ToString()));
            _text.Clear();
        }
    }
}
