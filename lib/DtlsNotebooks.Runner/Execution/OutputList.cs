using System.Text;

namespace DtlsNotebooks.Runner.Execution;

/// <summary>Gathers the outputs of a cell; neighbouring writes to the same stream become one output, as in a notebook.</summary>
internal sealed class OutputList
{
    private readonly List<CellOutput> outputs = [];
    private readonly StringBuilder text = new();
    private bool isError;

    /// <summary>Adds what a cell showed.</summary>
    public void Add(CellOutput output)
    {
        if (output is not StreamOutput stream)
        {
            EndStream();
            outputs.Add(output);
            return;
        }

        if (stream.IsError != isError)
        {
            EndStream();
            isError = stream.IsError;
        }

        text.Append(stream.Text);
    }

    /// <summary>The outputs so far.</summary>
    public IReadOnlyList<CellOutput> ToList()
    {
        EndStream();
        return [.. outputs];
    }

    private void EndStream()
    {
        if (text.Length > 0)
        {
            outputs.Add(new StreamOutput(isError, text.ToString()));
            text.Clear();
        }
    }
}
