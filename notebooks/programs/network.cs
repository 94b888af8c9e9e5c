// The network between your programs, to watch and to spoil:  dotnet run notebooks/programs/network.cs -- --to 127.0.0.1:11111 --loss 0.2 --page
#:sdk Microsoft.NET.Sdk.Web
#:project ../../lib/DtlsNotebooks.Live
#:property PublishAot=false
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using DtlsNotebooks.Live;
using DtlsNotebooks.Live.Page;

Console.OutputEncoding = Encoding.UTF8;
try
{
    NetworkOptions options = NetworkOptions.Read(args);
    if (options.WantsHelp) { Console.WriteLine(NetworkOptions.Help); return 0; }
    using var network = new LiveNetwork(options); // a UdpProxy, as in the chapters: clients send to it, not to the server
    using LivePage? page = options.PagePort is { } port ? new LivePage(network, port) : null; // on loopback, never beyond
    using var end = new CancellationTokenSource();
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);

    Console.WriteLine($"Listening on {network.Proxy.EndPoint}, on to {network.Proxy.Server}, Ctrl+C ends.");
    if (options.Any)
        Console.WriteLine($"A friend's client needs one of: {string.Join(", ", MyAddresses())}");
    if (page is not null)
        Console.WriteLine($"Open {page.Address} in a browser of this computer.");
    if (network.CapturePath is not null)
        Console.WriteLine($"All that travels is written to {network.CapturePath}.");
    new NetworkTable(network).Run(end.Token); // till Ctrl+C

    page?.Dispose();
    network.Dispose(); // what was still on its way is written, too
    if (network.CapturePath is not null)
        Console.WriteLine($"{network.CaptureCount} datagrams are in {network.CapturePath}.");
    Console.WriteLine("Goodbye.");
    return 0;

    void End(PosixSignalContext signal) { signal.Cancel = true; end.Cancel(); }
}
catch (Exception e) when (e is FormatException or InvalidOperationException or IOException or ArgumentException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

static IEnumerable<IPAddress> MyAddresses() =>
    from card in NetworkInterface.GetAllNetworkInterfaces()
    from own in card.GetIPProperties().UnicastAddresses
    where own.Address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(own.Address)
    select own.Address;
