using System.Globalization;
using System.Text;

namespace DtlsNotebooks.Runner.Results;

/// <summary>
/// Gathers the outputs of a cell; neighbouring writes to the same stream become one output, as in a notebook.
/// What a cell may show is bounded: of more than that the beginning and the end are kept, and a sentence between them
/// says how much is missing. A cell that prints for ever fills neither the memory nor the page.
/// </summary>
internal sealed class OutputList
{
    /// <summary>So much text is kept of the beginning, and as much of the end, in characters.</summary>
    public const int TextKept = 128 * 1024;

    /// <summary>So much of the values is kept of the beginning, in characters of all their forms.</summary>
    public const int FirstValuesKept = 16 * 1024 * 1024;

    /// <summary>So much of the values is kept of the end, in characters of all their forms.</summary>
    public const int LastValuesKept = 4 * 1024 * 1024;

    /// <summary>So many outputs are kept of the beginning, and as many of the end.</summary>
    public const int CountKept = 1000;

    /// <summary>The end is kept in pieces of about this length, so that its front can be let go of.</summary>
    private const int PieceLength = 4096;

    private readonly Part _first = new();
    private readonly Part _last = new();
    private bool _firstIsFull;
    private long _lostText;
    private long _lostValues;

    /// <summary>Adds what a cell showed.</summary>
    public void Add(CellOutput output)
    {
        if (output is StreamOutput stream)
            AddText(stream);
        else
            AddValue(output);
    }

    /// <summary>The outputs so far.</summary>
    public IReadOnlyList<CellOutput> ToList() =>
        _lostText + _lostValues > 0
            ? [.. _first.ToOutputs(), new StreamOutput(IsError: false, WhatIsMissing()), .. _last.ToOutputs()]
            : [.. Part.ToOutputs(_first.Items.Concat(_last.Items))];

    private void AddText(StreamOutput stream)
    {
        string text = stream.Text;
        if (!_firstIsFull)
        {
            int room = TextKept - _first.Text;
            if (text.Length <= room && _first.HasRoomFor(stream.IsError))
            {
                _first.Append(stream.IsError, text, int.MaxValue);
                return;
            }

            _firstIsFull = true;
            if (_first.HasRoomFor(stream.IsError))
            {
                int cut = room > 0 && char.IsHighSurrogate(text[room - 1]) ? room - 1 : room;
                _first.Append(stream.IsError, text[..cut], int.MaxValue);
                text = text[cut..];
            }
        }

        if (text.Length > TextKept)
        {
            int from = text.Length - TextKept;
            from += char.IsLowSurrogate(text[from]) ? 1 : 0;
            _lostText += from;
            text = text[from..];
        }

        _last.Append(stream.IsError, text, PieceLength);
        Forget();
    }

    private void AddValue(CellOutput output)
    {
        var item = new Item(output);
        if (
            !_firstIsFull
            && _first.Items.Count < CountKept
            && (item.Length == 0 || _first.Values + item.Length <= FirstValuesKept)
        )
        {
            _first.Append(item);
            return;
        }

        _firstIsFull = true;
        _last.Append(item);
        Forget();
    }

    /// <summary>Lets go of the front of the end, as far as it is too long.</summary>
    private void Forget()
    {
        while (_last.Items.First is { Value: var oldest } && IsTooMuch(oldest))
        {
            _last.RemoveFirst();
            if (oldest.Output is null)
                _lostText += oldest.Length;
            else
                _lostValues++;
        }
    }

    // Of the text a piece more is kept than need be; of an error, which ends a cell, everything.
    private bool IsTooMuch(Item oldest) =>
        _last.Items.Count > CountKept
        || _last.Values > LastValuesKept
        || (_last.Text > TextKept && (oldest.Output is not null || _last.Text - oldest.Length >= TextKept));

    private string WhatIsMissing()
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{_lostText:N0} characters");
        string values = string.Create(CultureInfo.InvariantCulture, $"{_lostValues:N0} values");
        string missing =
            _lostValues == 0 ? text
            : _lostText == 0 ? values
            : $"{text} and {values}";
        return $"\n… {missing} are left out here. Of a cell that shows so much, the beginning and the end are kept. …\n";
    }

    /// <summary>A value, or text of one stream that may still grow.</summary>
    private sealed class Item
    {
        private readonly StringBuilder? _text;

        public Item(CellOutput output)
        {
            Output = output;
            Length = output is DisplayOutput display
                ? display.Data.Sum(form => form.Key.Length + form.Value.Length)
                : 0;
        }

        public Item(bool isError)
        {
            IsError = isError;
            _text = new StringBuilder();
        }

        public CellOutput? Output { get; }

        public bool IsError { get; }

        public int Length { get; private set; }

        public string Text => _text!.ToString();

        public void Append(string text)
        {
            _text!.Append(text);
            Length += text.Length;
        }
    }

    private sealed class Part
    {
        public LinkedList<Item> Items { get; } = [];

        public int Text { get; private set; }

        public int Values { get; private set; }

        public bool HasRoomFor(bool isError) => Items.Count < CountKept || IsOpenFor(isError, int.MaxValue);

        public void Append(bool isError, string text, int pieceLength)
        {
            if (text.Length == 0)
                return;
            if (!IsOpenFor(isError, pieceLength))
                Items.AddLast(new Item(isError));
            Items.Last!.Value.Append(text);
            Text += text.Length;
        }

        public void Append(Item value)
        {
            Items.AddLast(value);
            Values += value.Length;
        }

        public void RemoveFirst()
        {
            Item oldest = Items.First!.Value;
            Items.RemoveFirst();
            if (oldest.Output is null)
                Text -= oldest.Length;
            else
                Values -= oldest.Length;
        }

        public IEnumerable<CellOutput> ToOutputs() => ToOutputs(Items);

        public static IEnumerable<CellOutput> ToOutputs(IEnumerable<Item> items)
        {
            var text = new StringBuilder();
            bool isError = false;
            foreach (Item item in items)
            {
                if (text.Length > 0 && (item.Output is not null || item.IsError != isError))
                {
                    yield return new StreamOutput(isError, text.ToString());
                    text.Clear();
                }

                if (item.Output is { } output)
                {
                    yield return output;
                }
                else
                {
                    isError = item.IsError;
                    text.Append(item.Text);
                }
            }

            if (text.Length > 0)
                yield return new StreamOutput(isError, text.ToString());
        }

        private bool IsOpenFor(bool isError, int pieceLength) =>
            Items.Last is { Value: { Output: null } last } && last.IsError == isError && last.Length < pieceLength;
    }
}
