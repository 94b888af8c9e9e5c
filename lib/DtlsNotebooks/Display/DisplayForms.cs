using System.Collections.Concurrent;

namespace DtlsNotebooks.Display;

/// <summary>
/// How objects are shown that know nothing of pictures: the room that draws them registers their form here, and the
/// host asks here.
/// </summary>
internal static class DisplayForms
{
    private static readonly ConcurrentDictionary<Type, Func<object, IDisplayable>> Forms = new();

    /// <summary>Says how objects of a type are shown.</summary>
    /// <typeparam name="T">The type; it carries <see cref="TypeFormatterSourceAttribute"/>.</typeparam>
    /// <param name="form">Makes the picture of one.</param>
    public static void Register<T>(Func<T, IDisplayable> form)
        where T : class => Forms[typeof(T)] = value => form((T)value);

    /// <summary>What is shown of an object; null where that is left to the host.</summary>
    public static IDisplayable? Of(object value) =>
        value as IDisplayable
        ?? (Forms.TryGetValue(value.GetType(), out Func<object, IDisplayable>? form) ? form(value) : null);
}
