using DtlsNotebooks.Pictures.Tables;

namespace DtlsNotebooks.Tests.Pictures.Tables;

public class TableViewTests
{
    private static readonly TableView Table = new()
    {
        Title = "Sent",
        Columns = ["no.", "text"],
        Rows =
        [
            ["9", "<script>hit()</script>"],
            ["10"],
        ],
        RightAligned = [true],
    };

    [Fact]
    public void The_text_form_lines_its_columns_up() =>
        Assert.Equal(
            "Sent\n\nno.  text\n───  ──────────────────────\n  9  <script>hit()</script>\n 10",
            Table.ToText()
        );

    [Fact]
    public void The_page_form_encodes_its_cells_and_fills_missing_ones()
    {
        string html = Table.ToHtml();

        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.Contains("<td class=\"dtls-right\">10</td><td></td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wide_table_fits_100_columns()
    {
        TableView wide = Table with
        {
            Rows =
            [
                ["1", new string('x', 400)],
            ],
        };

        Assert.All(wide.ToText().Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }
}
