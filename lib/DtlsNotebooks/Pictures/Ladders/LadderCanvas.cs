using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>Puts the lines of a text ladder together, column by column.</summary>
internal sealed class LadderCanvas
{
    private readonly IReadOnlyList<string> _names;
    private readonly int _left;
    private readonly int _right;
    private readonly int[] _lifelines;

    /// <summary>Measures what stands beside the lifelines and gives the rest to the arrows.</summary>
    public LadderCanvas(LadderDiagram diagram, LadderLayout layout, int columns)
    {
        _names = [.. diagram.Participants.Select(PlainText.OneLine)];
        int last = _names.Count - 1;
        _left = Math.Max(TimeColumns(layout, row => row.Message.From < last && row.Message.From < row.Message.To), 2);
        _right = TimeColumns(layout, row => row.Message.From > row.Message.To);
        int bands = layout.Bands.Count == 0 ? 0 : layout.Bands.Max(band => PlainText.Columns(band.Name)) + 2;
        int span = Math.Max(14 * last, columns - _left - _right - bands - 4);
        _lifelines = [.. Enumerable.Range(0, _names.Count).Select(i => _left + 1 + (i * span / last))];
    }

    /// <summary>The names above the lifelines.</summary>
    public string Names()
    {
        string line = "";
        for (int i = 0; i < _names.Count; i++)
        {
            int room = i + 1 < _names.Count ? _lifelines[i + 1] - _lifelines[i] - 1 : 30;
            string name = PlainText.Fit(_names[i], room);
            int start = Math.Max(
                _lifelines[i] - (PlainText.Columns(name) / 2),
                i == 0 ? 0 : PlainText.Columns(line) + 1
            );
            line = PlainText.PadEnd(line, start) + name;
        }
        return line;
    }

    /// <summary>Rows without a datagram.</summary>
    public IEnumerable<string> Silence(string text)
    {
        int inner = _lifelines[^1] - _lifelines[0] - 1;
        foreach (string words in PlainText.Wrap("⋮ " + PlainText.OneLine(text), inner - 2))
            yield return new string(' ', _lifelines[0]) + "┆" + Centered(words, inner) + "┆";
    }

    /// <summary>A row with a datagram, after as many rows as its words need beyond those on the arrow.</summary>
    public IEnumerable<string> Row(LadderRow row, string band)
    {
        LadderMessage message = row.Message;
        (int from, int to) = (Math.Min(message.From, message.To), Math.Max(message.From, message.To));
        int columns = _lifelines[to] - _lifelines[from] - 1;
        (string label, string size) = (PlainText.OneLine(message.Label), Size(row));
        List<string> lines =
            PlainText.Columns(label) + PlainText.Columns(size) + 1 <= columns - 6
                ? [$"{label} {size}"]
                : [.. PlainText.Wrap(label, columns - 6), .. PlainText.Wrap(size, columns - 6)];
        foreach (string above in lines.SkipLast(1))
            yield return Words(Centered(above, columns), from, to);
        yield return Row(row, lines[^1], band);
    }

    private string Words(string words, int from, int to)
    {
        string line = new(' ', _lifelines[0]);
        for (int i = 0; i < _lifelines.Length; i++)
        {
            line += "│";
            if (i == from)
            {
                line += words;
                i = to - 1;
            }
            else if (i + 1 < _lifelines.Length)
            {
                line += new string(' ', _lifelines[i + 1] - _lifelines[i] - 1);
            }
        }
        return line;
    }

    private static string Centered(string words, int columns) =>
        PlainText.PadEnd(new string(' ', Math.Max(0, (columns - PlainText.Columns(words)) / 2)) + words, columns);

    private static string Size(LadderRow row) =>
        LadderText.Size(row.Message) + (row.Overtaken ? $" · arrives {LadderText.Arrival(row)}" : "");

    private string Row(LadderRow row, string words, string band)
    {
        LadderMessage message = row.Message;
        (int from, int to) = (Math.Min(message.From, message.To), Math.Max(message.From, message.To));
        bool rightward = message.From < message.To;
        string line = PlainText.PadStart(rightward ? row.Time : "", _lifelines[0] - 1) + " ";
        for (int i = 0; i < _lifelines.Length; i++)
        {
            line += i == message.From ? (rightward ? "├" : "┤") : "│";
            if (i + 1 == _lifelines.Length)
                break;
            if (i == from)
                line += Arrow(row, words, _lifelines[to] - _lifelines[from] - 1);
            else if (i < from || i >= to)
                line += new string(' ', _lifelines[i + 1] - _lifelines[i] - 1);
            if (i == from)
                i = to - 1;
        }
        return line
            + " "
            + PlainText.PadEnd(rightward ? "" : PlainText.PadStart(row.Time, _right), _right)
            + (band.Length == 0 ? "" : "  " + PlainText.OneLine(band));
    }

    private static string Arrow(LadderRow row, string text, int columns)
    {
        LadderMessage message = row.Message;
        char shaft = Shaft(message, first: true);
        char otherShaft = Shaft(message, first: false);
        string words = " " + PlainText.Fit(text, columns - 6) + " ";
        int free = columns - PlainText.Columns(words);
        string before = new string(shaft, free / 2);
        string after = new string(otherShaft, free - (free / 2));
        if (message.From < message.To)
            return before + words + End(after, row, otherShaft, '▶', rightward: true);
        return End(before, row, shaft, '◀', rightward: false) + words + after;
    }

    // Double where the record on that side of the words is encrypted.
    private static char Shaft(LadderMessage message, bool first) =>
        message.Mark switch
        {
            LadderMark.Retransmission => '╌',
            LadderMark.Duplicate => '┈',
            _ when message.Parts.Count > 0 && (first ? message.Parts[0] : message.Parts[^1]).Encrypted => '═',
            _ => '─',
        };

    // The head at the receiver; a cross, or nothing, on the way to it.
    private static string End(string shaft, LadderRow row, char line, char head, bool rightward)
    {
        if (row.Arrived)
        {
            char end = row.IsTaken ? head : '⊗';
            return rightward ? shaft[..^1] + end : end + shaft[1..];
        }
        char mark = row.Message.Lost ? '✗' : '○';
        string missing = new string(' ', Math.Max(0, Math.Min(shaft.Length - 1, 6)));
        string rest = new string(line, shaft.Length - missing.Length - 1);
        return rightward ? rest + mark + missing : missing + mark + rest;
    }

    private static int TimeColumns(LadderLayout layout, Func<LadderRow, bool> counts) =>
        layout.Rows.Where(counts).Select(row => row.Time.Length).DefaultIfEmpty(0).Max();
}
