using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DtlsNotebooks.Pictures.Ladders;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DtlsNotebooks.Live.Page;

/// <summary>
/// The page of a network, for browsers of this computer. It listens on loopback and nowhere else, and answers only to
/// whoever knows the token in its <see cref="Address"/> and calls it by a name of this computer, so that no page from
/// elsewhere can read or drive it.
/// </summary>
public sealed class LivePage : IDisposable
{
    private const int MostConnections = 64;
    private const int MostBodyBytes = 4096;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);
    private readonly LiveNetwork _network;
    private readonly LiveView _view;
    private readonly WebApplication _app;
    private readonly string _token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private readonly Lazy<(string Style, string Plotly, string Figures)> _parts = new(LiveLadder.Parts);
    private int _closed;

    /// <summary>Opens the page.</summary>
    /// <param name="network">What it shows.</param>
    /// <param name="port">Its port; 0 for any free one.</param>
    /// <exception cref="InvalidOperationException">The port is taken.</exception>
    public LivePage(LiveNetwork network, int port)
    {
        ArgumentNullException.ThrowIfNull(network);
        _network = network;
        _view = new(network);
        // An empty builder: no setting of the machine can open another door.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxConcurrentConnections = MostConnections;
                kestrel.Limits.MaxRequestBodySize = MostBodyBytes;
                kestrel.Listen(IPAddress.Loopback, port);
            });
        _app = builder.Build();
        _app.Run(AnswerAsync);
        try
        {
            _app.StartAsync().GetAwaiter().GetResult();
        }
        catch (IOException e)
        {
            ((IDisposable)_app).Dispose();
            throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Port {port} is taken or not allowed: write another after --page, or none for any that is free."
                ),
                e
            );
        }
        Port = new Uri(_app.Urls.First()).Port;
    }

    /// <summary>The port on loopback.</summary>
    public int Port { get; }

    /// <summary>What to open in a browser. Whoever knows it can look on and change the losses.</summary>
    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/?token={_token}"));

    /// <summary>Closes the page. Safe to call again.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;
        using CancellationTokenSource bound = new(TimeSpan.FromSeconds(2));
        try
        {
            _app.StopAsync(bound.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            // Who still looked on is cut off below.
        }
        ((IDisposable)_app).Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (!IsOurs(context.Request))
        {
            await SayAsync(context, 403, "This page opens with the address that the network prints, token included.");
            return;
        }
        try
        {
            string call = $"{context.Request.Method} {context.Request.Path}";
            await (
                call switch
                {
                    "GET /" => PageAsync(context),
                    "GET /plotly.js" => TextAsync(context, "text/javascript", _parts.Value.Plotly),
                    "GET /figures.js" => TextAsync(context, "text/javascript", _parts.Value.Figures),
                    "GET /live.js" => TextAsync(context, "text/javascript", Read("live.js")),
                    "GET /live.css" => TextAsync(context, "text/css", Read("live.css")),
                    "GET /events" => EventsAsync(context),
                    "GET /ladder" => TextAsync(context, "application/json", _view.Picture()),
                    "GET /datagram" => DatagramAsync(context),
                    "GET /capture" => CaptureAsync(context),
                    "POST /do" => DoAsync(context),
                    _ => SayAsync(context, 404, "There is nothing here."),
                }
            );
        }
        catch (Exception e) when (e is FormatException or JsonException or BadHttpRequestException)
        {
            if (!context.Response.HasStarted)
                await SayAsync(context, 400, e is FormatException ? e.Message : "This was not understood.");
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // Who asked has left.
        }
    }

    // A name that leads here by another's DNS is not ours, nor is what another page sends.
    private bool IsOurs(HttpRequest request)
    {
        string[] names =
        [
            string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}"),
            string.Create(CultureInfo.InvariantCulture, $"localhost:{Port}"),
        ];
        string host = request.Headers.Host.ToString();
        string origin = request.Headers.Origin.ToString();
        return names.Contains(host)
            && (origin.Length == 0 || origin == $"http://{host}")
            && CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(request.Query["token"].ToString()),
                Encoding.UTF8.GetBytes(_token)
            );
    }

    private async Task PageAsync(HttpContext context)
    {
        string nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; connect-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
            + $"script-src 'nonce-{nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        string page = Read("live.html")
            .Replace("{style}", _parts.Value.Style, StringComparison.Ordinal)
            .Replace("{token}", _token, StringComparison.Ordinal)
            .Replace("{nonce}", nonce, StringComparison.Ordinal)
            .Replace("{from}", _network.Proxy.EndPoint.ToString(), StringComparison.Ordinal)
            .Replace("{to}", _network.Proxy.Server.ToString(), StringComparison.Ordinal)
            .Replace(
                "{file}",
                _network.CapturePath is { } path
                    ? $"Everything is in {WebUtility.HtmlEncode(path)}."
                    : "Start with --capture FILE to keep everything.",
                StringComparison.Ordinal
            );
        await TextAsync(context, "text/html", page);
    }

    // Never more than the latest state is on its way to a page, however slow it is.
    private async Task EventsAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        CancellationToken gone = CancellationTokenSource
            .CreateLinkedTokenSource(context.RequestAborted, _app.Lifetime.ApplicationStopping)
            .Token;
        string last = "";
        long quiet = 0;
        while (!gone.IsCancellationRequested)
        {
            string state = _view.State();
            if (state != last)
            {
                await context.Response.WriteAsync($"retry: 500\ndata: {state}\n\n", gone);
                await context.Response.Body.FlushAsync(gone);
                (last, quiet) = (state, 0);
            }
            else if (quiet++ >= Silence / Step)
            {
                await context.Response.WriteAsync(": still here\n\n", gone);
                await context.Response.Body.FlushAsync(gone);
                quiet = 0;
            }
            await Task.Delay(Step, gone);
        }
    }

    private Task DatagramAsync(HttpContext context)
    {
        if (!int.TryParse(context.Request.Query["number"], CultureInfo.InvariantCulture, out int number))
            throw new FormatException("Which datagram?");
        return _view.Datagram(number) is { } found
            ? TextAsync(context, "application/json", found)
            : SayAsync(context, 404, "This datagram is no longer kept.");
    }

    private async Task CaptureAsync(HttpContext context)
    {
        context.Response.ContentType = "application/vnd.tcpdump.pcap";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"network.pcapng\"";
        // The writer knows no waiting without a thread; a thread of the pool is lent to it.
        context.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
        await Task.Run(() => _network.Proxy.Capture().WritePcapng(context.Response.Body), context.RequestAborted);
    }

    private async Task DoAsync(HttpContext context)
    {
        using JsonDocument body = await JsonDocument.ParseAsync(
            context.Request.Body,
            cancellationToken: context.RequestAborted
        );
        JsonElement deed = body.RootElement;
        switch (Text("what"))
        {
            case "pause":
                _view.Pause(true);
                break;
            case "go":
                _view.Pause(false);
                break;
            case "clear":
                _view.Clear();
                break;
            case "choose":
                _view.Choose((int)Number("client"));
                break;
            case "move":
                _view.Move(Text("where"));
                break;
            case "impair":
                _view.Impair(Text("way") == "there", Text("name"), Number("value"));
                break;
            default:
                throw new FormatException("This page cannot do that.");
        }
        await TextAsync(context, "application/json", _view.State());

        string Text(string name) => Property(name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
        double Number(string name) =>
            Property(name) is { ValueKind: JsonValueKind.Number } number
                ? number.GetDouble()
                : throw new FormatException("Write a number.");
        JsonElement Property(string name) =>
            deed.ValueKind == JsonValueKind.Object && deed.TryGetProperty(name, out JsonElement value)
                ? value
                : default;
    }

    private static Task SayAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        return TextAsync(context, "text/plain", sentence);
    }

    private static Task TextAsync(HttpContext context, string type, string text)
    {
        context.Response.ContentType = $"{type}; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    private static string Read(string name)
    {
        using Stream stream = typeof(LivePage).Assembly.GetManifestResourceStream(name)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    // The program itself listens to Ctrl+C.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
