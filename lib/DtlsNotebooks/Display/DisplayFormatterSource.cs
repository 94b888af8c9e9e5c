namespace DtlsNotebooks.Display;

/// <summary>Gives .NET Interactive the two forms of an <see cref="IDisplayable"/>.</summary>
internal sealed class DisplayFormatterSource
{
    /// <summary>Called by .NET Interactive through reflection.</summary>
#pragma warning disable CA1822 // The convention asks for an instance method.
    public IEnumerable<object> CreateTypeFormatters() =>
        [
            new DisplayFormatter("text/html", picture => picture.ToHtml()),
            new DisplayFormatter("text/plain", picture => picture.ToText()),
        ];
#pragma warning restore CA1822
}
