namespace DtlsNotebooks.Dissection.Names;

/// <summary>
/// The names of the hello extensions: the IANA registry "TLS ExtensionType Values" (RFC 6066; RFC 8446, section 4.2).
/// </summary>
internal static class ExtensionRegistry
{
    private static readonly Dictionary<int, string> Names = RegistryTable.Parse(
        """
        0000 server_name
        0001 max_fragment_length
        0002 client_certificate_url
        0003 trusted_ca_keys
        0004 truncated_hmac
        0005 status_request
        0006 user_mapping
        0007 client_authz
        0008 server_authz
        0009 cert_type
        000A supported_groups
        000B ec_point_formats
        000C srp
        000D signature_algorithms
        000E use_srtp
        000F heartbeat
        0010 application_layer_protocol_negotiation
        0011 status_request_v2
        0012 signed_certificate_timestamp
        0013 client_certificate_type
        0014 server_certificate_type
        0015 padding
        0016 encrypt_then_mac
        0017 extended_master_secret
        0018 token_binding
        0019 cached_info
        001A tls_lts
        001B compress_certificate
        001C record_size_limit
        001D pwd_protect
        001E pwd_clear
        001F password_salt
        0020 ticket_pinning
        0021 tls_cert_with_extern_psk
        0022 delegated_credential
        0023 session_ticket
        0029 pre_shared_key
        002A early_data
        002B supported_versions
        002C cookie
        002D psk_key_exchange_modes
        002F certificate_authorities
        0030 oid_filters
        0031 post_handshake_auth
        0032 signature_algorithms_cert
        0033 key_share
        0034 transparency_info
        0035 connection_id (deprecated)
        0036 connection_id
        0037 external_id_hash
        0038 external_session_id
        0039 quic_transport_parameters
        003A ticket_request
        003B dnssec_chain
        FE0D encrypted_client_hello
        FF01 renegotiation_info
        """
    );

    public static IReadOnlyDictionary<int, string> All => Names;

    public static string? Find(int id) => RegistryTable.IsGrease(id) ? "GREASE" : Names.GetValueOrDefault(id);
}
