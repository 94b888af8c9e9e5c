namespace DtlsNotebooks.Display;

/// <summary>
/// .NET Interactive finds formatters by this attribute's name and shape, so that a library needs no reference to it.
/// </summary>
/// <param name="formatterSourceType">A type with a method <c>CreateTypeFormatters</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>The type that makes the formatters.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>The MIME types to emit, the richest first.</summary>
    public string[]? PreferredMimeTypes { get; set; }
}
