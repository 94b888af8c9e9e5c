using System.Globalization;
using System.Net;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Live;

/// <summary>What a user tells the network on its command line.</summary>
public sealed record NetworkOptions
{
    /// <summary>Where clients send to where nothing is said.</summary>
    public const int UsualPort = 11112;

    /// <summary>Where the server is where nothing is said.</summary>
    public const int UsualServerPort = 11111;

    private const string Numbers = "--loss, --duplicate, --reorder, --corrupt and --delay";

    /// <summary>All options in a few lines.</summary>
    public static string Help { get; } =
        """
            --listen PORT            where clients send to (11112; 0: any that is free)
            --to ADDRESS:PORT        where the server is (127.0.0.1:11111)
            --loss 0.2               share of the datagrams that are lost, 0 to 1
            --duplicate 0.1          share that comes twice
            --reorder 0.1            share that the next one overtakes
            --corrupt 0.1            share in which one bit is turned over
            --delay 50               milliseconds that each datagram takes longer
                                     each of these five also for one direction:
                                     --loss-there to the server, --loss-back to the clients
            --seed 1                 another number, another luck; the same, the same
            --any                    everybody in your network can send, not only this computer
            --capture FILE           all that travels, as a pcapng file for Wireshark
            --page [PORT]            a page for your browser, on this computer only
            """;

    /// <summary>Where the server is.</summary>
    public IPEndPoint Server { get; init; } = new(IPAddress.Loopback, UsualServerPort);

    /// <summary>The port to listen on; 0 for any free one.</summary>
    public int Port { get; init; } = UsualPort;

    /// <summary>Whether other machines can send.</summary>
    public bool Any { get; init; }

    /// <summary>Decides which datagrams meet bad chance.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What happens on the way to the server.</summary>
    public Impairment There { get; init; } = Impairment.None;

    /// <summary>What happens on the way to the clients.</summary>
    public Impairment Back { get; init; } = Impairment.None;

    /// <summary>The pcapng file; null for none.</summary>
    public string? CapturePath { get; init; }

    /// <summary>The port of the page, 0 for any free one; null for no page.</summary>
    public int? PagePort { get; init; }

    /// <summary>Whether the user asked for <see cref="Help"/>.</summary>
    public bool WantsHelp { get; init; }

    /// <summary>Reads a command line.</summary>
    /// <param name="args">Its words.</param>
    /// <exception cref="FormatException">A word is not understood; the message says what to write.</exception>
    public static NetworkOptions Read(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        NetworkOptions options = new();
        HashSet<string> given = [];
        for (int at = 0; at < args.Count; at++)
        {
            string name = args[at];
            if (!given.Add(name))
                throw new FormatException($"{name} is given twice: write it once.");
            options = name switch
            {
                "--help" or "-h" => options with { WantsHelp = true },
                "--any" => options with { Any = true },
                "--page" => options with { PagePort = IsValue(at + 1) ? PortOf(name, args[++at]) : 0 },
                "--listen" => options with { Port = PortOf(name, Value()) },
                "--to" => options with { Server = EndPointOf(Value()) },
                "--seed" => options with { Seed = (int)Number(name, Value(), int.MinValue, int.MaxValue, true) },
                "--capture" => options with { CapturePath = Value() },
                _ => Impair(options, name, Value),
            };

            string Value() => IsValue(at + 1) ? args[++at] : throw new FormatException($"Write a value after {name}.");
        }
        return options;

        bool IsValue(int place) =>
            place < args.Count && args[place].Length > 0 && !args[place].StartsWith("--", StringComparison.Ordinal);
    }

    private static NetworkOptions Impair(NetworkOptions options, string name, Func<string> value)
    {
        (string what, bool there, bool back) =
            name.EndsWith("-there", StringComparison.Ordinal) ? (name[..^6], true, false)
            : name.EndsWith("-back", StringComparison.Ordinal) ? (name[..^5], false, true)
            : (name, true, true);
        if (what is not ("--loss" or "--duplicate" or "--reorder" or "--corrupt" or "--delay"))
        {
            throw new FormatException(
                $"“{name}” is not known. There are --listen, --to, --seed, --any, --capture, --page, --help, and "
                    + $"{Numbers}, which may end in -there or -back."
            );
        }
        double number =
            what == "--delay" ? Number(name, value(), 0, 60_000, false) : Number(name, value(), 0, 1, false);
        Func<Impairment, Impairment> change = impairment =>
            what switch
            {
                "--loss" => impairment with { Loss = number },
                "--duplicate" => impairment with { Duplicate = number },
                "--reorder" => impairment with { Reorder = number },
                "--corrupt" => impairment with { Corrupt = number },
                _ => impairment with { Delay = TimeSpan.FromMilliseconds(number) },
            };
        return options with
        {
            There = there ? change(options.There) : options.There,
            Back = back ? change(options.Back) : options.Back,
        };
    }

    private static double Number(string name, string text, double least, double most, bool whole)
    {
        NumberStyles style = NumberStyles.AllowLeadingSign | (whole ? 0 : NumberStyles.AllowDecimalPoint);
        if (
            double.TryParse(text, style, CultureInfo.InvariantCulture, out double number)
            && number >= least
            && number <= most
        )
        {
            return number;
        }
        string wanted =
            whole ? "a whole number"
            : most > 1 ? "milliseconds from 0 to 60000"
            : "a number from 0 to 1, such as 0.2 for every fifth";
        throw new FormatException($"“{text}” after {name}: write {wanted}.");
    }

    private static int PortOf(string name, string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port)
            ? port
            : throw new FormatException(
                $"“{text}” after {name} is no port: write a number from 1 to 65535, or 0 for any that is free."
            );

    private static IPEndPoint EndPointOf(string text)
    {
        string plain = text.Replace("localhost", "127.0.0.1", StringComparison.OrdinalIgnoreCase);
        if (ushort.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out ushort alone))
            plain = $"127.0.0.1:{alone}";
        // IPEndPoint takes “1” for an address and no port for port 0.
        return
            plain.Contains(':', StringComparison.Ordinal)
            && IPEndPoint.TryParse(plain, out IPEndPoint? server)
            && server.Port != 0
            && !server.Address.Equals(IPAddress.Any)
            && !server.Address.Equals(IPAddress.IPv6Any)
            ? server
            : throw new FormatException(
                $"“{text}” after --to is no server: write an address and a port, such as 192.168.1.5:11111."
            );
    }
}
