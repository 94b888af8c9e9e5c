using DtlsNotebooks.Dissection.Words;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Dissection.Reading;

/// <summary>Reads what a record carries, in clear or opened, and keeps what it finds.</summary>
internal sealed class ContentReader(ConversationState state, Direction sender, int epoch)
{
    private readonly List<HandshakeFragment> _fragments = [];
    private readonly List<HandshakeMessage> _messages = [];

    public IReadOnlyList<HandshakeFragment> Fragments => _fragments;

    public IReadOnlyList<HandshakeMessage> Messages => _messages;

    public Alert? Alert { get; private set; }

    public ReadOnlyMemory<byte>? ApplicationData { get; private set; }

    public void Read(FieldReader reader, RecordType type)
    {
        switch (type)
        {
            case RecordType.ChangeCipherSpec:
                ReadChangeCipherSpec(reader);
                break;
            case RecordType.Alert:
                Alert = Dissection.Alert.Read(reader);
                break;
            case RecordType.Handshake:
                ReadHandshake(reader);
                break;
            case RecordType.ApplicationData:
                ApplicationData = reader.Bytes(
                    reader.Remaining,
                    "data",
                    "What the application sends.",
                    Rfc.ApplicationData,
                    bytes => Hex.Text(bytes.Span) ?? Hex.Short(bytes.Span)
                );
                break;
            case RecordType.Heartbeat:
                ReadHeartbeat(reader);
                break;
            case RecordType.Ack:
                reader.Vector(
                    2,
                    "record_numbers",
                    "The records that arrived.",
                    Rfc.Ack,
                    list =>
                        list.Repeat(item =>
                            item.Bytes(
                                16,
                                "RecordNumber",
                                "Epoch and sequence number of a record that arrived.",
                                Rfc.Ack
                            )
                        )
                );
                break;
            default:
                reader.Bytes(
                    reader.Remaining,
                    "fragment",
                    "Content of a type that this library does not know.",
                    Rfc.Fragment
                );
                break;
        }
    }

    private static void ReadChangeCipherSpec(FieldReader reader)
    {
        int type = reader.UInt8(
            "type",
            "Always 1: what the sender sends next is encrypted with the new keys.",
            Rfc.ChangeCipherSpec,
            value => value == 1 ? "change_cipher_spec" : $"{value}"
        );
        if (type != 1)
            reader.Blame("A ChangeCipherSpec is the byte 1, nothing else.");
    }

    private static void ReadHeartbeat(FieldReader reader)
    {
        reader.UInt8(
            "type",
            "1 asks for an echo, 2 is the echo.",
            Rfc.Heartbeat,
            value =>
                value switch
                {
                    1 => "heartbeat_request",
                    2 => "heartbeat_response",
                    _ => $"{value}",
                }
        );
        reader.Vector16("payload", "Comes back in the echo.", Rfc.Heartbeat);
        if (reader.More)
        {
            reader.Bytes(
                reader.Remaining,
                "padding",
                "Random bytes, at least 16, which a receiver ignores.",
                Rfc.Heartbeat
            );
        }
    }

    private void ReadHandshake(FieldReader reader)
    {
        if (!reader.More)
        {
            reader.Fail(
                "Handshake",
                "A handshake record carries at least one message; this one is empty.",
                Rfc.Handshake
            );
        }

        while (reader.More)
        {
            HandshakeFragment? fragment = reader.Group(
                MeasureMessage(reader.Rest.Span),
                "Handshake",
                "A handshake message, or a part of one.",
                Rfc.Handshake,
                inner => HandshakeFragment.Read(inner, ReadBody),
                found => found.ToString()
            );
            if (fragment is not null)
                _fragments.Add(fragment);
        }
    }

    private static int MeasureMessage(ReadOnlySpan<byte> bytes) =>
        bytes.Length < HandshakeFragment.HeaderLength
            ? bytes.Length
            : Math.Min(
                bytes.Length,
                HandshakeFragment.HeaderLength + ((bytes[9] << 16) | (bytes[10] << 8) | bytes[11])
            );

    private void ReadBody(FieldReader reader, HandshakeFragment fragment)
    {
        if (fragment.FragmentOffset + fragment.FragmentLength > fragment.Length)
        {
            reader.Bytes(
                reader.Remaining,
                "fragment",
                "Bytes that cannot belong to a message of this length.",
                Rfc.Handshake
            );
        }
        else if (fragment.IsWhole)
        {
            HandshakeMessage message = Complete(fragment, fragment.Body);
            reader.Adopt(fragment.FragmentLength, message.Fields, message.Problems);
        }
        else
        {
            ReadPart(reader, fragment);
        }
    }

    private void ReadPart(FieldReader reader, HandshakeFragment fragment)
    {
        reader.Bytes(
            reader.Remaining,
            "fragment",
            "A part of the message. The message can be read once all parts are there.",
            "RFC 6347, section 4.2.3"
        );
        ReadOnlyMemory<byte>? whole = state.Reassembler(sender).Add(epoch, fragment, out string? problem);
        if (problem is not null)
            reader.Blame(problem);
        if (whole is { } bytes && Complete(fragment, bytes).Problems is [var first, ..])
        {
            reader.Blame(
                $"The message that is complete with this part makes no sense at its byte {first.Offset}: {first.Reason}"
            );
        }
    }

    private HandshakeMessage Complete(HandshakeFragment fragment, ReadOnlyMemory<byte> bytes)
    {
        var message = HandshakeMessage.Of(fragment.Type, fragment.MessageSequence, bytes, state.Context);
        _messages.Add(message);
        state.Learn(message);
        return message;
    }
}
