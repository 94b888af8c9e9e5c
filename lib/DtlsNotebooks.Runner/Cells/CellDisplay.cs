using Microsoft.DotNet.Interactive.Formatting;

namespace DtlsNotebooks.Runner.Cells;

/// <summary>Formats values with the kernel's own formatting library, by type and by convention.</summary>
internal static class CellDisplay
{
    /// <summary>Raised with the forms of a displayed value, by MIME type.</summary>
    public static event Action<IReadOnlyDictionary<string, string>>? Shown;

    /// <summary>Shows a value.</summary>
    public static DisplayedValue Show(object? value, string[] mimeTypes)
    {
        Shown?.Invoke(Format(value, mimeTypes));
        return new DisplayedValue();
    }

    /// <summary>Shows a text as content of the given type.</summary>
    public static DisplayedValue ShowAs(string value, string mimeType)
    {
        Shown?.Invoke(new Dictionary<string, string> { [mimeType] = value });
        return new DisplayedValue();
    }

    /// <summary>The forms of a value by MIME type, in the order that its type prefers; none for a receipt.</summary>
    /// <param name="value">The value; null too has a form.</param>
    /// <param name="mimeTypes">The wanted forms; none means those that its type prefers.</param>
    public static IReadOnlyDictionary<string, string> Format(object? value, params string[] mimeTypes)
    {
        if (value is DisplayedValue)
        {
            return new Dictionary<string, string>();
        }

        IEnumerable<string> wanted = mimeTypes is { Length: > 0 }
            ? mimeTypes
            : Formatter.GetPreferredMimeTypesFor(value?.GetType());
        return wanted.Distinct().ToDictionary(type => type, type => value.ToDisplayString(type));
    }
}
