namespace DtlsNotebooks.Display;

/// <summary>Something a notebook shows: as HTML where the host can, as text everywhere.</summary>
public interface IDisplayable
{
    /// <summary>An HTML fragment that needs nothing from the network.</summary>
    /// <returns>HTML for a place inside a page's body.</returns>
    string ToHtml();

    /// <summary>The same in plain text, at most about 100 columns wide.</summary>
    /// <returns>Lines parted by "\n".</returns>
    string ToText();
}
