using System.Text;
using DtlsNotebooks.Benchmarks.CommandLine;
using DtlsNotebooks.Benchmarks.Load;
using DtlsNotebooks.Benchmarks.Own;

// On Windows a console has a code page of its own, which does not know the frames of tables.
Console.OutputEncoding = Encoding.UTF8;
return args switch
{
    [LoadPrograms.ClientCommand, var manner, var authority] => await ClientHost
        .RunAsync(manner, authority)
        .ConfigureAwait(false),
    // As a later build asks for the clients of this one.
    [LoadPrograms.ClientCommand, var authority] => await ClientHost
        .RunAsync(LoadPrograms.FirstManner, authority)
        .ConfigureAwait(false),
    [LoadPrograms.ServerCommand, var manner, var certificate, var key] => ServerHost.Run(manner, certificate, key),
    _ => await new BenchmarkCommand().RunAsync(args).ConfigureAwait(false),
};
