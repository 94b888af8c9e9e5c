namespace DtlsNotebooks.Display;

/// <summary>A formatter in the shape that .NET Interactive looks for.</summary>
internal sealed class DisplayFormatter(string mimeType, Func<IDisplayable, string> form)
{
    /// <summary>The MIME type it writes.</summary>
    public string MimeType { get; } = mimeType;

    /// <summary>Writes a value; false leaves it to the host's own formatter.</summary>
    public bool Format(object value, TextWriter writer)
    {
        if (DisplayForms.Of(value) is not { } picture)
            return false;
        writer.Write(form(picture));
        return true;
    }
}
