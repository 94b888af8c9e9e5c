using DtlsNotebooks.Dissection.Reading;

namespace DtlsNotebooks.Dissection.Flights;

/// <summary>Names the bytes of a part of a message, once the whole message is known.</summary>
internal static class PartFields
{
    /// <summary>The fields of a datagram, with those of the whole messages in place of the parts in clear.</summary>
    public static IReadOnlyList<ByteField> Fill(
        DissectedDatagram datagram,
        Func<HandshakeFragment, HandshakeMessage?> messageOf
    )
    {
        if (datagram.Records.All(record => record.Fragments.All(fragment => fragment.IsWhole)))
            return datagram.Fields;
        return
        [
            .. datagram.Fields.Select(field =>
                FillRecord(field, datagram.Records.FirstOrDefault(record => record.Offset == field.Offset), messageOf)
            ),
        ];
    }

    private static ByteField FillRecord(
        ByteField field,
        DissectedRecord? record,
        Func<HandshakeFragment, HandshakeMessage?> messageOf
    )
    {
        if (
            record is null or { Type: not RecordType.Handshake } or { Opened: not null }
            || field.Children is not [.., { Name: "fragment", Faulty: false } content]
        )
        {
            return field;
        }

        if (content.Children.Count != record.Fragments.Count)
            return field;
        IEnumerable<ByteField> messages = content.Children.Zip(
            record.Fragments,
            (child, fragment) => fragment.IsWhole ? child : FillPart(child, fragment, messageOf(fragment))
        );
        return Replace(field, content with { Children = [.. messages] });
    }

    private static ByteField FillPart(ByteField field, HandshakeFragment fragment, HandshakeMessage? message)
    {
        if (
            message is null
            || message.Bytes.Length != fragment.Length
            || field.Children is not [.., { Children: [{ Faulty: false } part] } body]
            || part.Length != fragment.FragmentLength
        )
        {
            return field;
        }

        IReadOnlyList<ByteField> inside = FieldTree.Clip(
            message.Fields,
            fragment.FragmentOffset,
            fragment.FragmentLength,
            part.Offset
        );
        return inside.Sum(child => child.Length) == part.Length
            ? Replace(field, body with { Children = inside })
            : field;
    }

    private static ByteField Replace(ByteField field, ByteField last) =>
        field with
        {
            Children = [.. field.Children.SkipLast(1), last],
        };
}
