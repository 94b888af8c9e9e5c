namespace DtlsNotebooks.Runner.Exercises;

/// <summary>A cell of one line in which a student types a prediction.</summary>
/// <param name="CellId">The id of the code cell.</param>
/// <param name="Type">The type of its variable: <c>int</c>, <c>double</c> or <c>string</c>.</param>
/// <param name="Variable">The name of its variable.</param>
/// <param name="Comment">What the line says behind its semicolon: <c>// your prediction</c>, and the choices.</param>
/// <param name="Question">
/// The question that the next <c>Prediction.Compare</c> with this variable asks; null where there is none.
/// </param>
internal sealed record PredictionCell(string CellId, string Type, string Variable, string Comment, string? Question)
{
    /// <summary>The line with an answer typed into it.</summary>
    /// <param name="answer">The answer, without quotation marks.</param>
    public string With(string answer) =>
        $"{Type} {Variable} = {(Type == "string" ? $"\"{answer}\"" : answer)};  {Comment}";
}
