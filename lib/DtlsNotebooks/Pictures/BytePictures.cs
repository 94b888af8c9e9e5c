using System.Net;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Pictures.ByteMaps;
using DtlsNotebooks.Proxy;
using DtlsNotebooks.Udp;

namespace DtlsNotebooks.Pictures;

/// <summary>The byte maps of datagrams and of what is in them.</summary>
public static class BytePictures
{
    /// <summary>The datagram with every byte named.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="source">The sender's address.</param>
    /// <param name="destination">The receiver's address, of the same family.</param>
    /// <param name="title">What these bytes are; null for a title made of the ports and the size.</param>
    /// <param name="subtitle">Quiet words under the title.</param>
    /// <exception cref="ArgumentException">The families differ.</exception>
    public static ByteMap ByteMap(
        this UdpDatagram datagram,
        IPAddress source,
        IPAddress destination,
        string? title = null,
        string subtitle = ""
    )
    {
        ArgumentNullException.ThrowIfNull(datagram);
        return UdpByteMap.Of(datagram, source, destination, title, subtitle);
    }

    /// <summary>The datagram with every byte named.</summary>
    /// <param name="seen">What was seen of the datagram.</param>
    /// <exception cref="InvalidOperationException">The header could not be seen; the message says why.</exception>
    public static ByteMap ByteMap(this ChecksumObservation seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return seen.Datagram?.ByteMap(
                seen.Source,
                seen.Destination,
                subtitle: "The true header, as the operating system wrote it."
            ) ?? throw new InvalidOperationException(seen.WhyNot);
    }

    /// <summary>
    /// The datagram with every byte named: the header of <see cref="CapturedDatagram.ToUdpDatagram"/> and the payload
    /// as it was sent.
    /// </summary>
    /// <param name="datagram">The datagram.</param>
    public static ByteMap ByteMap(this CapturedDatagram datagram)
    {
        ArgumentNullException.ThrowIfNull(datagram);
        return datagram
            .ToUdpDatagram()
            .ByteMap(
                datagram.Source.Address,
                datagram.Destination.Address,
                subtitle: "The header is rebuilt from ports and payload: an ordinary socket never shows it."
            );
    }

    /// <summary>The datagram laid open, record by record.</summary>
    /// <param name="datagram">The datagram.</param>
    public static ByteMap ByteMap(this DissectedDatagram datagram)
    {
        ArgumentNullException.ThrowIfNull(datagram);
        string way = datagram.Sender == Direction.ToServer ? "client to server" : "server to client";
        return new()
        {
            Title = datagram.Label,
            Subtitle = $"{FieldReader.Count(datagram.Bytes.Length)} from {way}",
            Bytes = datagram.Bytes,
            Fields = datagram.Fields,
        };
    }

    /// <summary>The message laid open, whatever fragments it came in.</summary>
    /// <param name="message">The message.</param>
    public static ByteMap ByteMap(this HandshakeMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new()
        {
            Title = message.Label,
            Subtitle = $"handshake message {message.MessageSequence}, {FieldReader.Count(message.Bytes.Length)}",
            Bytes = message.Bytes,
            Fields = message.Fields,
        };
    }

    /// <summary>The plaintext laid open.</summary>
    /// <param name="record">The record.</param>
    public static ByteMap ByteMap(this OpenedRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new()
        {
            Title = $"Inside the {RecordHeader.TypeName((int)record.Type)} record",
            Subtitle = $"{FieldReader.Count(record.Plaintext.Length)} of plaintext, opened with the session's keys",
            Bytes = record.Plaintext,
            Fields = record.Fields,
        };
    }
}
