using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using DtlsNotebooks.Runner.Pictures;
using Microsoft.Playwright;

namespace DtlsNotebooks.Tests.Places;

/// <summary>A chapter under Jupyter, with the kernel spec that the command <c>jupyter</c> writes.</summary>
public sealed class JupyterTests
{
    // Runs a notebook cell by cell, and says where the kernel listens.
    private const string RunChapter = """
        import glob, json, os
        import nbformat, nbclient

        notebook = nbformat.read('notebooks/01-udp.ipynb', 4)
        collector = nbformat.v4.new_code_cell('Console.Write(System.Runtime.GCSettings.IsServerGC)')
        notebook.cells.append(collector)
        client = nbclient.NotebookClient(
            notebook, timeout=120, kernel_name='.net-csharp', resources={'metadata': {'path': 'notebooks'}})
        def memory(kernel):
            return int(open(f'/proc/{kernel}/statm').read().split()[1]) * os.sysconf('SC_PAGE_SIZE') >> 20
        with client.setup_kernel():
            kernel = client.km.provisioner.pid
            idle = memory(kernel)
            for index, cell in enumerate(notebook.cells):
                client.execute_cell(cell, index)
            sockets = set()
            for link in glob.glob(f'/proc/{kernel}/fd/*'):
                try:
                    sockets.add(os.readlink(link))
                except OSError:
                    pass
            listening = []
            for table in ('tcp', 'tcp6'):
                for line in open(f'/proc/{kernel}/net/{table}').read().splitlines()[1:]:
                    fields = line.split()
                    if fields[3] == '0A' and f'socket:[{fields[9]}]' in sockets:
                        listening.append(fields[1].split(':')[0])
            after = memory(kernel)
        code = [cell for cell in notebook.cells if cell.cell_type == 'code']
        kinds = sorted({output.output_type for cell in code for output in cell.outputs})
        print(json.dumps({'run': sum(cell.execution_count is not None for cell in code), 'of': len(code),
                          'kinds': kinds, 'listening': listening, 'idle MB': idle, 'MB': after,
                          'server': collector.outputs[0].text}))
        """;

    [Fact]
    public async Task A_chapter_runs_and_its_kernel_takes_one_heap_and_listens_on_this_machine_alone()
    {
        using Jupyter jupyter = await Jupyter.SetUpAsync("nbclient");

        (int code, string output, string error) = await jupyter.RunAsync("-c", RunChapter);

        Assert.True(code == 0, error);
        string report = output.Trim().Split('\n')[^1];
        TestContext.Current.TestOutputHelper?.WriteLine(report);
        using var said = JsonDocument.Parse(report);
        Assert.Equal(said.RootElement.GetProperty("of").GetInt32(), said.RootElement.GetProperty("run").GetInt32());
        Assert.DoesNotContain("error", Texts(said, "kinds"));
        Assert.Equal("False", said.RootElement.GetProperty("server").GetString());
        Assert.NotEmpty(Texts(said, "listening"));
        Assert.All(
            Texts(said, "listening"),
            address => Assert.Contains(address, (string[])["0100007F", "00000000000000000000000001000000"])
        );
    }

    [Fact]
    public async Task In_the_page_of_the_classic_Notebook_every_cell_of_a_chapter_runs()
    {
        string? path = Chromium.Find();
        if (path is null)
            Assert.Skip("No Chromium, Chrome or Edge was found on this machine.");
        using Jupyter jupyter = await Jupyter.SetUpAsync("notebook.notebookapp");
        int port = FreePort();
        string address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        using Process server = jupyter.Start(
            "-m",
            "notebook",
            "--no-browser",
            "--allow-root",
            string.Create(CultureInfo.InvariantCulture, $"--port={port}"),
            "--ip=127.0.0.1",
            "--NotebookApp.token=lesson",
            "--NotebookApp.port_retries=0"
        );
        try
        {
            Task<string> log = server.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await ListenAsync(server, port, log);
            using IPlaywright playwright = await Playwright.CreateAsync();
            await using IBrowser browser = await playwright.Chromium.LaunchAsync(
                new BrowserTypeLaunchOptions { ExecutablePath = path, Timeout = 120_000 }
            );
            IPage page = await browser.NewPageAsync();
            page.SetDefaultTimeout(240_000);
            await page.GotoAsync($"{address}/notebooks/notebooks/01-udp.ipynb?token=lesson");
            await page.WaitForFunctionAsync(
                "() => window.Jupyter && Jupyter.notebook && Jupyter.notebook.kernel && Jupyter.notebook.kernel.is_connected()"
            );
            Assert.Equal(".net-csharp", await page.EvaluateAsync<string>("() => Jupyter.notebook.kernel.name"));
            await page.EvaluateAsync("() => { Jupyter.notebook.execute_all_cells(); }");
            await page.WaitForFunctionAsync(
                "() => Jupyter.notebook.get_cells().every(c => c.cell_type !== 'code' || typeof c.input_prompt_number === 'number')"
            );

            Assert.Equal(0, await page.Locator(".output_error").CountAsync());
            Assert.True(await page.Locator(".js-plotly-plot").CountAsync() > 0, "no figure is drawn");
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    private static List<string?> Texts(JsonDocument said, string name) =>
        [.. said.RootElement.GetProperty(name).EnumerateArray().Select(one => one.GetString())];

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static async Task ListenAsync(Process server, int port, Task<string> log)
    {
        for (int attempt = 0; attempt < 600; attempt++)
        {
            if (server.HasExited)
                Assert.Fail($"Jupyter ended. It said: {await log}");
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(200, TestContext.Current.CancellationToken);
            }
        }

        Assert.Fail("Jupyter did not listen within two minutes.");
    }
}
