namespace DtlsNotebooks.Pictures.Plotting.Figures;

/// <summary>Words of one look.</summary>
/// <param name="Text">The words; plain text.</param>
/// <param name="Color">Their colour.</param>
/// <param name="Size">Height of the font in pixels.</param>
/// <param name="Bold">Whether they are bold.</param>
/// <param name="Cut">Whether these are the words to shorten where room is short.</param>
internal sealed record FigureRun(string Text, string Color, double Size, bool Bold = false, bool Cut = false);
