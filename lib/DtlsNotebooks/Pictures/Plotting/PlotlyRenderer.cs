using System.Reflection;

namespace DtlsNotebooks.Pictures.Plotting;

/// <summary>The isolated renderer as the library sees it: strings in, strings out.</summary>
internal sealed class PlotlyRenderer
{
    private static readonly Lazy<PlotlyRenderer> SharedRenderer = new(() => new PlotlyRenderer(FindFolder()));

    private readonly Lazy<Type> _renderer;

    /// <summary>
    /// Names the folder of the renderer; nothing is loaded before it is needed, and a failure is not remembered.
    /// </summary>
    public PlotlyRenderer(string folder) =>
        _renderer = new Lazy<Type>(() => Load(folder), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The renderer beside the library.</summary>
    public static PlotlyRenderer Shared => SharedRenderer.Value;

    /// <summary>Turns the JSON form of a figure into plotly.js's data, layout and config.</summary>
    /// <exception cref="InvalidOperationException">
    /// The renderer cannot be loaded; the message says what to do.
    /// </exception>
    public string Draw(string figureJson) => Call<Func<string, string>>("Draw")(figureJson);

    /// <summary>The source text of plotly.js.</summary>
    /// <exception cref="InvalidOperationException">
    /// The renderer cannot be loaded; the message says what to do.
    /// </exception>
    public string PlotlyJs() => Call<Func<string>>("PlotlyJs")();

    /// <summary>The version of plotly.js.</summary>
    /// <exception cref="InvalidOperationException">
    /// The renderer cannot be loaded; the message says what to do.
    /// </exception>
    public string PlotlyJsVersion() => Call<Func<string>>("get_PlotlyJsVersion")();

    private T Call<T>(string name)
        where T : Delegate =>
        _renderer.Value.GetMethod(name, BindingFlags.Public | BindingFlags.Static)?.CreateDelegate<T>()
        ?? throw new InvalidOperationException($"The renderer has no {name}: build the library again.");

    private static string FindFolder()
    {
        string library = typeof(PlotlyRenderer).Assembly.Location;
        string folder = library.Length > 0 ? Path.GetDirectoryName(library)! : AppContext.BaseDirectory;
        return Path.Combine(folder, "plotly");
    }

    private static Type Load(string folder)
    {
        string path = Path.Combine(folder, "DtlsNotebooks.Plotly.dll");
        if (!File.Exists(path))
            throw new InvalidOperationException($"Charts need {path}, which is missing: build the library again.");
        return new PlotlyLoadContext(path)
            .LoadFromAssemblyPath(path)
            .GetType("DtlsNotebooks.Plotly.Renderer", throwOnError: true)!;
    }
}
