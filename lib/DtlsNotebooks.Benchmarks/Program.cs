using DtlsNotebooks.Benchmarks.Own;

return args switch
{
    ["own-client", var authority] => ClientHost.Run(authority),
    ["own-server", var manner, var certificate, var key] => ServerHost.Run(manner, certificate, key),
    _ => 2,
};
