using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace DtlsNotebooks.Runner.Pictures;

/// <summary>The Chromium, Chrome or Edge that a machine has, used without a window.</summary>
/// <param name="path">Its program file.</param>
internal sealed partial class Chromium(string path)
{
    /// <summary>What a page ends with that is to be saved as a picture: its height, once everything is drawn.</summary>
    public const string TellHeight =
        "<script>addEventListener('load', () => setTimeout(() => document.documentElement.dataset.height = "
        + "Math.ceil(document.body.getBoundingClientRect().height), 1000))</script>";

    // What a sheet of A4 has between its margins: figures are drawn for it before it is printed.
    private const int PaperWidth = 700;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // First the program without anything of a window: it needs a third of the time to start.
    private static readonly string[] Names =
    [
        "chromium-headless-shell",
        "chrome-headless-shell",
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
        "microsoft-edge",
        "msedge",
    ];

    private static readonly string[] Places =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles),
            "Google/Chrome/Application/chrome.exe"
        ),
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86),
            "Google/Chrome/Application/chrome.exe"
        ),
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86),
            "Microsoft/Edge/Application/msedge.exe"
        ),
    ];

    /// <summary>Finds the program on the search path or in its usual places; null where there is none.</summary>
    public static string? Find()
    {
        string ending = OperatingSystem.IsWindows() ? ".exe" : "";
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
            Path.PathSeparator,
            StringSplitOptions.RemoveEmptyEntries
        );
        return Names
            .SelectMany(name => folders.Select(folder => Path.Combine(folder, name + ending)))
            .Concat(Places)
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Saves a page as a PNG, two pixels to each of the page's, as high as the page says that it is.</summary>
    /// <param name="page">The page, with <see cref="TellHeight"/> in it.</param>
    /// <param name="width">The width of the window in pixels.</param>
    /// <param name="picture">The file to write.</param>
    /// <param name="cancellation">Ends it at once.</param>
    /// <exception cref="InvalidOperationException">
    /// The browser did not start, did not end, or wrote no picture.
    /// </exception>
    public async Task SaveAsync(string page, int width, string picture, CancellationToken cancellation)
    {
        picture = Path.GetFullPath(picture);
        Directory.CreateDirectory(Path.GetDirectoryName(picture) ?? picture);
        // Else one from before would pass for the new one.
        File.Delete(picture);
        string profile = Directory.CreateTempSubdirectory("notebooks-browser-").FullName;
        try
        {
            string address = new Uri(page).AbsoluteUri;
            string drawn = await RunAsync(profile, ["--dump-dom", Window(width, 1000), address], cancellation)
                .ConfigureAwait(false);
            if (Height().Match(drawn) is not { Success: true } height)
                throw new InvalidOperationException($"The browser {path} did not draw the picture.");

            await RunAsync(
                    profile,
                    [
                        "--force-device-scale-factor=2",
                        $"--screenshot={picture}",
                        Window(width, int.Parse(height.Groups[1].Value, CultureInfo.InvariantCulture)),
                        address,
                    ],
                    cancellation
                )
                .ConfigureAwait(false);
            if (!File.Exists(picture))
                throw new InvalidOperationException($"The browser {path} wrote no picture.");
        }
        finally
        {
            Discard(profile);
        }
    }

    /// <summary>Prints a page into a PDF, with the margins and page numbers that the page itself asks for.</summary>
    /// <param name="page">The page.</param>
    /// <param name="file">The PDF to write.</param>
    /// <param name="cancellation">Ends it at once.</param>
    /// <exception cref="InvalidOperationException">The browser did not start, did not end, or wrote no PDF.</exception>
    public async Task PrintAsync(string page, string file, CancellationToken cancellation)
    {
        file = Path.GetFullPath(file);
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? file);
        File.Delete(file);
        string profile = Directory.CreateTempSubdirectory("notebooks-browser-").FullName;
        try
        {
            string[] print = [$"--print-to-pdf={file}", "--no-pdf-header-footer", Window(PaperWidth, 1000)];
            await RunAsync(profile, [.. print, new Uri(page).AbsoluteUri], cancellation).ConfigureAwait(false);
            if (!File.Exists(file))
                throw new InvalidOperationException($"The browser {path} wrote no PDF.");
        }
        finally
        {
            Discard(profile);
        }
    }

    private async Task<string> RunAsync(string profile, string[] arguments, CancellationToken cancellation)
    {
        string[] quiet =
        [
            "--headless",
            "--disable-gpu",
            "--hide-scrollbars",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            $"--user-data-dir={profile}",
            "--virtual-time-budget=10000",
        ];
        // As root, as in a container, Chromium refuses to start with its sandbox.
        string[] asRoot = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [];
        using Process browser =
            Process.Start(
                new ProcessStartInfo(path, [.. quiet, .. asRoot, .. arguments])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            ) ?? throw new InvalidOperationException($"The browser {path} did not start.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            Task<string> errors = browser.StandardError.ReadToEndAsync(limit.Token);
            string output = await browser.StandardOutput.ReadToEndAsync(limit.Token).ConfigureAwait(false);
            await errors.ConfigureAwait(false);
            await browser.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return output;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new InvalidOperationException($"The browser {path} did not end within {Patience.TotalSeconds:0} s.");
        }
        finally
        {
            if (!browser.HasExited)
                browser.Kill(entireProcessTree: true);
        }
    }

    private static void Discard(string profile)
    {
        try
        {
            Directory.Delete(profile, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A helper of the browser still writes there; the operating system clears its own temporary folder.
        }
    }

    private static string Window(int width, int height) =>
        string.Create(CultureInfo.InvariantCulture, $"--window-size={width},{height}");

    [GeneratedRegex(@"<html[^>]*\bdata-height=""(\d+)""")]
    private static partial Regex Height();
}
