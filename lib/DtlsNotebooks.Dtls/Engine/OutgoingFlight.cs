using DtlsNotebooks.Dtls.Engine.Internals;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>The messages of this side's flight, to be sent, and sent again (RFC 6347, section 4.2.4).</summary>
internal sealed class OutgoingFlight(RecordChannel channel)
{
    private readonly List<FlightMessage> _messages = [];
    private int _next;

    /// <summary>The last message of the flight.</summary>
    internal FlightMessage Last => _messages[^1];

    /// <summary>Begins the next flight; the one before was answered.</summary>
    internal void Begin() => _messages.Clear();

    /// <summary>The next message has this number: those before were sent in another way.</summary>
    internal void StartAt(int next) => _next = next;

    /// <summary>Sends a message.</summary>
    internal FlightMessage Send(short type, byte[] body)
    {
        FlightMessage message = Add(type, body);
        Write(message);
        return message;
    }

    /// <summary>Adds a message that goes out when the flight is sent again.</summary>
    internal FlightMessage Add(short type, byte[] body)
    {
        var message = new FlightMessage(_next++, type, body);
        _messages.Add(message);
        return message;
    }

    /// <summary>
    /// Sends all of it again, in new records. The ChangeCipherSpec goes with the Finished message, and what stands
    /// before it is in the clear again.
    /// </summary>
    internal void Repeat()
    {
        RecordLayerParts.ResetWriteEpoch(channel.Layer);
        foreach (FlightMessage message in _messages)
            Write(message);
    }

    /// <summary>In fragments that fit a datagram (RFC 6347, section 4.2.3).</summary>
    private void Write(FlightMessage message)
    {
        int room = channel.SendLimit - FlightMessage.HeaderLength;
        if (room < 1)
            throw new TlsFatalAlert(AlertDescription.internal_error);

        int offset = 0;
        do
        {
            int length = Math.Min(message.Body.Length - offset, room);
            byte[] fragment = new byte[FlightMessage.HeaderLength + length];
            message.WriteHeader(fragment, offset, length);
            message.Body.AsSpan(offset, length).CopyTo(fragment.AsSpan(FlightMessage.HeaderLength));
            channel.SendHandshake(fragment);
            offset += length;
        } while (offset < message.Body.Length);
    }
}
