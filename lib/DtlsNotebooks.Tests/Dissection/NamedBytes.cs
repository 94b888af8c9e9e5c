using DtlsNotebooks.Dissection;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>The fields of a dissected datagram by the names that tshark gives them.</summary>
internal static class NamedBytes
{
    private static readonly Dictionary<string, string> Header = new()
    {
        ["type"] = "dtls.record.content_type",
        ["version"] = "dtls.record.version",
        ["epoch"] = "dtls.record.epoch",
        ["sequence_number"] = "dtls.record.sequence_number",
        ["length"] = "dtls.record.length",
        ["cid"] = "dtls.record.connection_id",
    };

    private static readonly Dictionary<string, string> Content = new()
    {
        ["client_version"] = "dtls.handshake.version",
        ["server_version"] = "dtls.handshake.version",
        ["random"] = "dtls.handshake.random",
        ["session_id length"] = "dtls.handshake.session_id_length",
        ["session_id"] = "dtls.handshake.session_id",
        ["cookie length"] = "dtls.handshake.cookie_length",
        ["cookie"] = "dtls.handshake.cookie",
        ["cipher_suites length"] = "dtls.handshake.cipher_suites_length",
        ["cipher_suite"] = "dtls.handshake.ciphersuite",
        ["compression_methods"] = "dtls.handshake.comp_method",
        ["compression_method"] = "dtls.handshake.comp_method",
        ["extensions length"] = "dtls.handshake.extensions_length",
        ["extension_type"] = "dtls.handshake.extension.type",
        ["extension_data length"] = "dtls.handshake.extension.len",
        ["named_group"] = "dtls.handshake.extensions_supported_group",
        ["HostName"] = "dtls.handshake.extensions_server_name",
        ["signature_algorithm"] = "dtls.handshake.sig_hash_alg",
        ["certificate length"] = "dtls.handshake.certificate_length",
        ["certificate"] = "dtls.handshake.certificate",
        ["curve_type"] = "dtls.handshake.server_curve_type",
        ["named_curve"] = "dtls.handshake.server_named_curve",
        ["public"] = "dtls.handshake.server_point",
        ["ecdh_Yc"] = "dtls.handshake.client_point",
        ["dh_p"] = "dtls.handshake.p",
        ["dh_g"] = "dtls.handshake.g",
        ["dh_Ys"] = "dtls.handshake.ys",
        ["dh_Yc"] = "dtls.handshake.yc",
        ["EncryptedPreMasterSecret"] = "dtls.handshake.epms",
        ["psk_identity_hint"] = "dtls.handshake.hint",
        ["psk_identity"] = "dtls.handshake.identity",
        ["ticket_lifetime_hint"] = "dtls.handshake.session_ticket_lifetime_hint",
        ["renegotiated_connection"] = "dtls.handshake.extensions_reneg_info",
        ["selected_version"] = "dtls.handshake.extensions.supported_version",
        ["cid"] = "dtls.connection_id",
        ["level"] = "dtls.alert_message.level",
        ["description"] = "dtls.alert_message.desc",
        ["data"] = "data.data",
    };

    /// <summary>The fields of an alert, in the order of its bytes.</summary>
    public static readonly string[] Alert = [Content["level"], Content["description"]];

    public static IReadOnlyList<string> Fields { get; } =
    [
        .. Header.Values,
        .. Content.Values.Distinct(),
        "dtls.handshake.sig",
        "dtls.handshake.client_cert_vrfy.sig",
        "dtls.record.special_type",
        "dtls.handshake.type",
        "dtls.handshake.length",
        "dtls.handshake.message_seq",
        "dtls.handshake.fragment_offset",
        "dtls.handshake.fragment_length",
    ];

    public static IEnumerable<(string Field, string Hex)> Of(DissectedDatagram datagram)
    {
        foreach (DissectedRecord record in datagram.Records)
        {
            ByteField field = datagram.Fields.Single(found => found.Offset == record.Offset);
            foreach (ByteField? found in field.Children.SkipLast(1))
            {
                yield return (
                    found.Name == "type" && record.Record.Form == RecordForm.ConnectionId
                        ? "dtls.record.special_type"
                        : Header[found.Name],
                    HexOf(found, datagram.Bytes)
                );
            }

            if (record is { Record.Form: RecordForm.ConnectionId, Opened.Type: var inner })
                yield return ("dtls.record.content_type", $"{(int)inner:x2}");
            foreach (HandshakeFragment fragment in record.Fragments)
            {
                yield return ("dtls.handshake.type", $"{(int)fragment.Type:x2}");
                yield return ("dtls.handshake.length", $"{fragment.Length:x6}");
                yield return ("dtls.handshake.message_seq", $"{fragment.MessageSequence:x4}");
                yield return ("dtls.handshake.fragment_offset", $"{fragment.FragmentOffset:x6}");
                yield return ("dtls.handshake.fragment_length", $"{fragment.FragmentLength:x6}");
            }

            foreach (HandshakeMessage message in record.Messages)
            {
                foreach (
                    (string Field, string Hex) found in Walk(
                        message.Fields,
                        message.Bytes,
                        message.Type == MessageType.CertificateVerify
                    )
                )
                {
                    yield return found;
                }
            }

            if (record.Type is RecordType.Alert or RecordType.ApplicationData && record.IsReadable)
            {
                foreach (
                    (string Field, string Hex) found in record.Opened is { } opened
                        ? Walk(opened.Fields, opened.Plaintext, false)
                        : Walk(field.Children[^1].Children, datagram.Bytes, false)
                )
                {
                    yield return found;
                }
            }
        }
    }

    private static IEnumerable<(string Field, string Hex)> Walk(
        IReadOnlyList<ByteField> fields,
        ReadOnlyMemory<byte> bytes,
        bool verifies
    )
    {
        foreach (ByteField field in fields)
        {
            if (field.Name == "signature")
            {
                yield return (
                    verifies ? "dtls.handshake.client_cert_vrfy.sig" : "dtls.handshake.sig",
                    HexOf(field, bytes)
                );
            }
            else if (Content.TryGetValue(field.Name, out string? name) && field.Length > 0)
            {
                yield return (name, HexOf(field, bytes));
            }

            if (field.Name == "certificate")
                continue;
            foreach ((string Field, string Hex) inner in Walk(field.Children, bytes, verifies))
                yield return inner;
        }
    }

    private static string HexOf(ByteField field, ReadOnlyMemory<byte> bytes) =>
        Convert.ToHexStringLower(bytes.Span.Slice(field.Offset, field.Length));
}
