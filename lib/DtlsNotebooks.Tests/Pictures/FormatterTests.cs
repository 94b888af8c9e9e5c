using DtlsNotebooks.Display;
using DtlsNotebooks.Pictures;
using DtlsNotebooks.Pictures.Plotting;
using DtlsNotebooks.Pictures.Tables;
using DtlsNotebooks.Proxy;
using DtlsNotebooks.Tests.Pictures.ByteMaps;
using DtlsNotebooks.Tests.Pictures.Ladders;
using DtlsNotebooks.Tests.Pictures.Plotting;
using DtlsNotebooks.Tests.Proxy;
using Microsoft.DotNet.Interactive.Formatting;

namespace DtlsNotebooks.Tests.Pictures;

/// <summary>The notebook kernel's own formatting finds both forms, though the library does not know it.</summary>
public class FormatterTests
{
    public static TheoryData<IDisplayable> Displayables() =>
        [
            SampleLadders.Handshake(),
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
    public void A_capture_is_shown_as_its_ladder_though_it_knows_no_pictures()
    {
        Capture capture = Captures.Eventful();

        Assert.Equal(["text/html", "text/plain"], Formatter.GetPreferredMimeTypesFor(typeof(Capture)));
        Assert.Equal(capture.Ladder().ToText(), capture.ToDisplayString("text/plain"));
        Assert.Contains("data-figure=\"ladder\"", capture.ToDisplayString("text/html"), StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_are_never_the_same_twice() =>
        Assert.NotEqual(SampleLadders.Handshake().ToHtml(), SampleLadders.Handshake().ToHtml());
}
