using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>How one kind of bar looks.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Color">Its colour.</param>
/// <param name="Letter">What it is made of in the text form.</param>
/// <param name="Quiet">
/// It is background: in the text form whatever else happens at that time is shown in its place.
/// </param>
internal sealed record TimelineInk(string Name, ThemeColor Color, char Letter, bool Quiet = false);
