using DtlsNotebooks.Dissection.Reading;

namespace DtlsNotebooks.Dissection.Extensions;

/// <summary>The groups for the key agreement (RFC 8422, section 5.1.1).</summary>
/// <param name="Groups">The groups, the one liked most first.</param>
public sealed record SupportedGroupsExtension(IReadOnlyList<GroupId> Groups) : HelloExtension
{
    /// <inheritdoc/>
    public override ExtensionId Type => new(10);

    /// <inheritdoc/>
    public override string Value => string.Join(", ", Groups.Take(8)) + (Groups.Count > 8 ? ", …" : "");

    internal override void WriteContent(ByteWriter writer) =>
        writer.Vector(
            2,
            list =>
            {
                foreach (GroupId group in Groups)
                    list.UInt16(group.Id);
            }
        );

    internal static SupportedGroupsExtension? Read(FieldReader reader)
    {
        const string Source = "RFC 8422, section 5.1.1";
        IReadOnlyList<GroupId>? groups = reader.Vector(
            2,
            "named_group_list",
            "The groups, the one the sender likes most first.",
            Source,
            list =>
                list.Repeat(item => new GroupId(
                    (ushort)
                        item.UInt16(
                            "named_group",
                            "A curve or another group.",
                            Source,
                            value => new GroupId((ushort)value).Name
                        )
                ))
        );
        return groups is null ? null : new SupportedGroupsExtension(groups);
    }
}
