using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>How one kind of mark looks.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Symbol">plotly.js's name of its symbol.</param>
/// <param name="Letter">How the legend draws it.</param>
/// <param name="Color">Its colour on the ground and on quiet bars.</param>
/// <param name="OnBar">Its colour inside a coloured bar; null for one that does not lie inside bars.</param>
/// <param name="Loud">It is kept where marks are too close to be told apart, and shown in the text form.</param>
internal sealed record TimelineSign(
    string Name,
    string Symbol,
    char Letter,
    ThemeColor Color,
    ThemeColor? OnBar = null,
    bool Loud = false
);
