using DtlsNotebooks.Diagrams;
using DtlsNotebooks.Display;
using DtlsNotebooks.Tests.Diagrams;
using Microsoft.DotNet.Interactive.Formatting;

namespace DtlsNotebooks.Tests.Display;

/// <summary>The notebook kernel's own formatting finds both forms, though the library does not know it.</summary>
public class FormatterTests
{
    public static TheoryData<IDisplayable> Displayables() =>
        [
            Ladders.Handshake(),
            ByteMapTests.Udp(),
            new TableView
            {
                Title = "t",
                Columns = ["a"],
                Rows =
                [
                    ["1"],
                ],
            },
            Charts.Ready,
            .. ChartTests.All(),
        ];

    [Theory]
    [MemberData(nameof(Displayables), DisableDiscoveryEnumeration = true)]
    public void The_kernel_shows_html_and_text(IDisplayable value)
    {
        Assert.Equal(["text/html", "text/plain"], Formatter.GetPreferredMimeTypesFor(value.GetType()));

        Assert.Equal(value.ToText(), value.ToDisplayString("text/plain"));
        Assert.Contains("class=\"dtls", value.ToDisplayString("text/html"), StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_are_never_the_same_twice() =>
        Assert.NotEqual(Ladders.Handshake().ToHtml(), Ladders.Handshake().ToHtml());
}
