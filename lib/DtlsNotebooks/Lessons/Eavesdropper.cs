using System.Text;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Lessons;

/// <summary>What somebody can tell who has recorded a DTLS conversation and holds none of its keys.</summary>
/// <param name="capture">The recording.</param>
/// <example><code>var eve = new Eavesdropper(network.Capture());</code></example>
public sealed class Eavesdropper(Capture capture)
{
    /// <summary>The name of the first alert that travelled in clear, such as "unknown_ca"; empty where none did.</summary>
    public string Alert => FirstAlert().Name;

    /// <summary>The number of the datagram that carried this alert; 0 where none did.</summary>
    public int AlertDatagram => FirstAlert().Datagram;

    /// <summary>
    /// How long each record of application data was that went in one direction, in bytes, with its header of 13 bytes.
    /// </summary>
    /// <param name="direction">To the server or to the client.</param>
    public IReadOnlyList<int> DataSizes(Direction direction) =>
        [
            .. capture
                .Towards(direction)
                .Select(datagram => datagram.Payload)
                .Where(payload => payload.Length > 0 && payload.Span[0] == (byte)RecordType.ApplicationData)
                .Select(payload => payload.Length),
        ];

    /// <summary>The numbers of the datagrams in which a text can be read.</summary>
    /// <param name="text">The text, which is looked for as UTF-8.</param>
    /// <exception cref="ArgumentException">There is nothing to look for.</exception>
    public IReadOnlyList<int> Find(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        byte[] wanted = Encoding.UTF8.GetBytes(text);
        return
        [
            .. capture
                .Where(datagram => datagram.Payload.Span.IndexOf(wanted) >= 0)
                .Select(datagram => datagram.Number),
        ];
    }

    private (string Name, int Datagram) FirstAlert()
    {
        foreach (CapturedDatagram datagram in capture)
        {
            foreach (DissectedRecord record in capture.Dissect(datagram.Number).Records)
            {
                if (record.Alert is { } alert)
                    return (alert.Name, datagram.Number);
            }
        }

        return ("", 0);
    }
}
