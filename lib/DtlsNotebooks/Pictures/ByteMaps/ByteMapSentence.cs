using System.Globalization;
using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.ByteMaps;

/// <summary>Says what a byte map shows in a sentence made from its fields: what a screen reader speaks first.</summary>
internal static class ByteMapSentence
{
    /// <summary>The sentence.</summary>
    public static string Of(ByteMap map)
    {
        List<(string Name, int Length)> layers =
        [
            .. ByteRun
                .Of(map)
                .Where(run => run.Field is not null)
                .GroupBy(run => ByteLayer.Of(run.Path).Name)
                .Select(layer => (layer.Key, layer.Sum(run => run.End - run.Start))),
        ];
        int fields = ByteMapRows.Of(map.Fields).Count(row => row.Field.Children.Count == 0);
        int faulty = ByteMapRows.Of(map.Fields).Count(row => row.Field.Faulty);
        string parts =
            layers.Count < 2
                ? ""
                : $": {string.Join(", ", layers.Select(layer => Inv($"{layer.Name} {layer.Length}")))}";
        string bad = faulty == 0 ? "" : Inv($" {faulty} {(faulty == 1 ? "makes" : "make")} no sense.");
        return PlainText.OneLine(Inv($"{Count(map.Bytes.Length, "byte")} in {Count(fields, "field")}{parts}.{bad}"));
    }

    private static string Count(int number, string noun) => Inv($"{number} {noun}{(number == 1 ? "" : "s")}");

    private static string Inv(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
