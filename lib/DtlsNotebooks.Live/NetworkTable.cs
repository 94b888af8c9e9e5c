using System.Globalization;
using DtlsNotebooks.Proxy;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DtlsNotebooks.Live;

/// <summary>
/// Shows what a network does in a terminal: a table that is drawn anew twice a second, or, where the output goes to a
/// file or another program, plain lines.
/// </summary>
/// <param name="network">The network.</param>
public sealed class NetworkTable(LiveNetwork network)
{
    private const int MostRows = 16;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);
    private string _lastSummary = "";
    private string[] _lastNotices = [];
    private int _lastClient;

    /// <summary>Shows until it is told to end.</summary>
    /// <param name="end">Ends it.</param>
    public void Run(CancellationToken end)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi)
        {
            while (!end.WaitHandle.WaitOne(Step))
                WriteLines(Console.Out);
            WriteLines(Console.Out);
            return;
        }
        AnsiConsole
            .Live(Draw())
            .Overflow(VerticalOverflow.Ellipsis)
            .Start(context =>
            {
                do context.UpdateTarget(Draw());
                while (!end.WaitHandle.WaitOne(Step));
                context.UpdateTarget(Draw());
            });
    }

    /// <summary>What is new since the last call, a line each.</summary>
    internal void WriteLines(TextWriter output)
    {
        (IReadOnlyList<ClientFigures> clients, _) = network.Tally.Latest(int.MaxValue);
        // After a new beginning the numbers start again.
        if (clients.Count == 0 || clients[^1].Number < _lastClient)
            _lastClient = 0;
        foreach (ClientFigures client in clients.Where(client => client.Number > _lastClient))
            output.WriteLine($"Client {client.Number} is {client.Address}.");
        _lastClient = clients.Count == 0 ? 0 : clients[^1].Number;

        // Their numbers grow; what they say is told once.
        string[] notices = [.. network.Notices.Select(notice => notice.Split(". Its")[0].TrimEnd('.') + ".")];
        foreach (string notice in notices.Except(_lastNotices))
            output.WriteLine(notice);
        _lastNotices = notices;

        // Of the same clients: one that has come since is named first, the next time.
        string summary = Summary(clients);
        if (summary != _lastSummary)
            output.WriteLine(summary);
        _lastSummary = summary;
        output.Flush();
    }

    /// <summary>All clients together in one line.</summary>
    public string Summary() => Summary(network.Tally.Latest(int.MaxValue).Clients);

    private string Summary(IReadOnlyList<ClientFigures> clients)
    {
        ProxyStatistics all = network.Proxy.Statistics;
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{LiveNetwork.Plural(clients.Count, "client")}: {clients.Sum(client => client.There)} there, {clients.Sum(client => client.Back)} back, {clients.Sum(client => client.Lost)} lost, {clients.Sum(client => client.Doubled)} doubled"
        );
        return all.Corrupted > 0
            ? $"{line}, {all.Corrupted.ToString(CultureInfo.InvariantCulture)} damaged."
            : $"{line}.";
    }

    private Rows Draw()
    {
        (IReadOnlyList<ClientFigures> clients, int leftOut) = network.Tally.Latest(MostRows);
        Table table = new Table()
            .Border(TableBorder.Simple)
            .AddColumn("Client")
            .AddColumn("Address")
            .AddColumn(new TableColumn("There").RightAligned())
            .AddColumn(new TableColumn("Back").RightAligned())
            .AddColumn(new TableColumn("Lost").RightAligned())
            .AddColumn(new TableColumn("Doubled").RightAligned())
            .AddColumn(new TableColumn("Last message"));
        foreach (ClientFigures client in clients)
        {
            table.AddRow(
                Cell(client.Number),
                new Text(client.Address.ToString()),
                Cell(client.There),
                Cell(client.Back),
                Cell(client.Lost),
                Cell(client.Doubled),
                new Text(client.LastMessage).Overflow(Overflow.Ellipsis)
            );
        }
        List<IRenderable> parts = [table, new Text(Summary())];
        if (leftOut > 0)
            parts.Add(new Text($"{LiveNetwork.Plural(leftOut, "more client")} spoke longer ago."));
        if (network.CapturePath is not null)
            parts.Add(new Text($"{LiveNetwork.Plural(network.CaptureCount, "datagram")} in {network.CapturePath}"));
        parts.AddRange(network.Notices.Select(notice => new Text(notice, new Style(Color.Yellow))));
        return new Rows(parts);
    }

    private static Text Cell(long number) => new(number.ToString(CultureInfo.InvariantCulture));
}
