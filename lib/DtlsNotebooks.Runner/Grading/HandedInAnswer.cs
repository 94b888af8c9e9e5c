namespace DtlsNotebooks.Runner.Grading;

/// <summary>What a student wrote about a question to hand in.</summary>
/// <param name="Question">Its number; 0 for text that names none.</param>
/// <param name="Text">The text.</param>
internal sealed record HandedInAnswer(int Question, string Text);
