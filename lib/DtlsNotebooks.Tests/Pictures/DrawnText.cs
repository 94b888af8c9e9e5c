namespace DtlsNotebooks.Tests.Pictures;

/// <summary>Words in a drawn picture and where they stand, in pixels of the window.</summary>
public sealed record DrawnText
{
    /// <summary>JavaScript that gives all words of all drawn pictures.</summary>
    public const string Script = """
        () => [...document.querySelectorAll('.dtls-words text, .dtls-plot .textpoint text')].map(text => {
          const box = text.getBoundingClientRect();
          return { text: text.textContent, left: box.left, right: box.right, top: box.top + scrollY, bottom: box.bottom + scrollY, color: getComputedStyle(text).fill };
        })
        """;

    /// <summary>The words.</summary>
    public string Text { get; init; } = "";

    /// <summary>Left edge.</summary>
    public double Left { get; init; }

    /// <summary>Right edge.</summary>
    public double Right { get; init; }

    /// <summary>Top edge.</summary>
    public double Top { get; init; }

    /// <summary>Bottom edge.</summary>
    public double Bottom { get; init; }

    /// <summary>Colour as the browser has it.</summary>
    public string Color { get; init; } = "";

    /// <summary>Whether two stand on the same pixels.</summary>
    public bool Overlaps(DrawnText other) =>
        Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
}
