namespace DtlsNotebooks.Tests.Pictures;

/// <summary>How a <see cref="TestPage"/> looks and starts.</summary>
public sealed record TestPageOptions
{
    /// <summary>Width of the window in pixels.</summary>
    public int Width { get; init; } = 1000;

    /// <summary>Whether the page's ground is dark.</summary>
    public bool Dark { get; init; }

    /// <summary>Whether there is a touch screen.</summary>
    public bool Touch { get; init; }

    /// <summary>Attributes of the body element; in their place the ground decides the theme.</summary>
    public string BodyAttributes { get; init; } = "";

    /// <summary>HTML in the page's head.</summary>
    public string Head { get; init; } = "";

    /// <summary>Whether the system prefers dark pages.</summary>
    public bool DarkSystem { get; init; }

    /// <summary>Whether scripts run.</summary>
    public bool Scripts { get; init; } = true;

    /// <summary>
    /// The one server of this machine that the page may talk to, such as http://127.0.0.1:8080; null for none.
    /// </summary>
    public string? Server { get; init; }

    /// <summary>JavaScript that runs before any other; null for none.</summary>
    public string? Before { get; init; }

    /// <summary>Whether time stands still until the test moves it.</summary>
    public bool FakeClock { get; init; }
}
