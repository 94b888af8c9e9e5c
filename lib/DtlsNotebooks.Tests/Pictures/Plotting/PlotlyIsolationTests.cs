using System.Net;
using System.Reflection;
using System.Runtime.Loader;
using DtlsNotebooks.Pictures.Ladders;
using DtlsNotebooks.Pictures.Plotting;
using DtlsNotebooks.Tests.Pictures.Ladders;

namespace DtlsNotebooks.Tests.Pictures.Plotting;

public class PlotlyIsolationTests
{
    [Fact]
    public void Drawing_leaves_the_default_load_context_with_the_FSharp_it_has()
    {
        Assembly kernels = AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName("FSharp.Core"));

        Assert.DoesNotContain("shown as text", SampleLadders.Handshake().ToHtml(), StringComparison.Ordinal);

        var all = AssemblyLoadContext.Default.Assemblies.Select(assembly => assembly.GetName().Name).ToList();
        Assert.DoesNotContain("Plotly.NET", all);
        Assert.DoesNotContain("DtlsNotebooks.Plotly", all);
        Assert.DoesNotContain("DynamicObj", all);
        Assert.Equal(new Version(10, 0, 0, 0), kernels.GetName().Version);
        Assert.Single(all, name => name == "FSharp.Core");
    }

    [Fact]
    public void The_renderer_has_a_newer_FSharp_in_a_context_of_its_own()
    {
        Assert.NotEmpty(PlotlyRenderer.Shared.PlotlyJsVersion());
        Assert.DoesNotContain("shown as text", SampleLadders.Handshake().ToHtml(), StringComparison.Ordinal);

        AssemblyLoadContext own = AssemblyLoadContext.All.Single(context =>
            context.Name == "Plotly" && context.Assemblies.Any(assembly => assembly.GetName().Name == "Plotly.NET")
        );
        Assert.Contains(
            own.Assemblies,
            assembly => assembly.GetName() is { Name: "FSharp.Core", Version: { Major: 10, Minor: >= 1 } }
        );
    }

    [Fact]
    public void The_bundle_of_plotly_js_is_of_the_version_that_Plotly_NET_writes_for()
    {
        string version = PlotlyRenderer.Shared.PlotlyJsVersion();
        Assert.NotEmpty(SampleLadders.Handshake().ToHtml());
        Assembly plotly = AssemblyLoadContext
            .All.SelectMany(context => context.Assemblies)
            .First(assembly => assembly.GetName().Name == "Plotly.NET");

        Assert.Contains(
            plotly.GetManifestResourceNames(),
            name => name.Contains($"plotly-{version}.", StringComparison.Ordinal)
        );
        Assert.Contains($"(basic - minified) v{version}", PlotlyRenderer.Shared.PlotlyJs(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_library_refers_to_nothing_of_Plotly_FSharp_or_the_kernel()
    {
        var references = typeof(Charts).Assembly.GetReferencedAssemblies().Select(name => name.Name!).ToList();

        Assert.DoesNotContain(
            references,
            name =>
                name.Contains("Plotly", StringComparison.Ordinal)
                || name.Contains("FSharp", StringComparison.Ordinal)
                || name.Contains("Interactive", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Without_its_renderer_a_picture_is_its_text_and_a_sentence()
    {
        string html = WebUtility.HtmlDecode(
            FigureHtml.Write(
                LadderHtml.Picture(SampleLadders.Handshake()),
                new PlotlyRenderer(Path.Combine(Path.GetTempPath(), "no-such-folder"))
            )
        );

        Assert.Contains("HelloVerifyRequest · cookie", html, StringComparison.Ordinal);
        Assert.Contains("This picture is shown as text.", html, StringComparison.Ordinal);
        Assert.Contains("build the library again", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_its_renderer_the_loader_says_so_in_both_forms()
    {
        var loader = new ChartLoader(new PlotlyRenderer(Path.Combine(Path.GetTempPath(), "no-such-folder")));

        Assert.StartsWith("Charts will show as text.", loader.ToText(), StringComparison.Ordinal);
        Assert.Contains("Charts will show as text.", loader.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_loader_is_one_script_marked_for_lifting_and_says_that_it_is_ready()
    {
        string html = Charts.Ready.ToHtml();

        Assert.Equal(1, html.Split("<script data-once=\"plotly\">").Length - 1);
        Assert.Equal(1, html.Split("</script", StringSplitOptions.None).Length - 1);
        Assert.Equal("Charts are ready (plotly.js 2.28.0, no network needed).", Charts.Ready.ToText());
    }
}
