/* The load programs' DTLS by OpenSSL: a BIO of one datagram, so that one socket can serve many connections. */
#include "peer.h"

#include <openssl/err.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct peer_context {
    SSL_CTX *ssl;
    int is_server;
};

struct peer {
    SSL *ssl;
    int fd;
    int has_address;
    struct sockaddr_in address;
    const uint8_t *datagram;
    size_t length;
};

static BIO_METHOD *method;
static uint8_t cookie_secret[32];

static int bio_write(BIO *bio, const char *data, int length)
{
    struct peer *peer = BIO_get_data(bio);
    const struct sockaddr *to = peer->has_address ? (const struct sockaddr *)&peer->address : NULL;
    /* What the network refuses counts as lost. */
    (void)!sendto(peer->fd, data, (size_t)length, MSG_DONTWAIT, to, to ? sizeof peer->address : 0);
    return length;
}

static int bio_read(BIO *bio, char *buffer, int size)
{
    struct peer *peer = BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    if (peer->length == 0) {
        BIO_set_retry_read(bio);
        return -1;
    }
    size_t count = peer->length < (size_t)size ? peer->length : (size_t)size;
    memcpy(buffer, peer->datagram, count);
    peer->length = 0;
    return (int)count;
}

static long bio_control(BIO *bio, int command, long number, void *pointer)
{
    (void)bio;
    (void)number;
    (void)pointer;
    switch (command) {
    case BIO_CTRL_FLUSH:
    case BIO_CTRL_DUP:
        return 1;
    case BIO_CTRL_DGRAM_QUERY_MTU:
        return PEER_LARGEST_DATAGRAM;
    default:
        return 0;
    }
}

static int bio_create(BIO *bio)
{
    BIO_set_init(bio, 1);
    return 1;
}

static int make_cookie(SSL *ssl, unsigned char *cookie, unsigned int *length)
{
    const struct peer *peer = SSL_get_app_data(ssl);
    uint8_t identity[6];
    memcpy(identity, &peer->address.sin_addr, 4);
    memcpy(identity + 4, &peer->address.sin_port, 2);
    return HMAC(EVP_sha256(), cookie_secret, sizeof cookie_secret, identity, sizeof identity, cookie, length) != NULL;
}

static int check_cookie(SSL *ssl, const unsigned char *cookie, unsigned int length)
{
    unsigned char expected[EVP_MAX_MD_SIZE];
    unsigned int expected_length = 0;
    return make_cookie(ssl, expected, &expected_length) && length == expected_length
        && CRYPTO_memcmp(cookie, expected, length) == 0;
}

static struct peer_context *context_new(const SSL_METHOD *ssl_method, int is_server)
{
    struct peer_context *context = calloc(1, sizeof *context);
    method = method ? method : BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "datagram");
    if (context == NULL || method == NULL || RAND_bytes(cookie_secret, sizeof cookie_secret) != 1
        || (context->ssl = SSL_CTX_new(ssl_method)) == NULL) {
        free(context);
        return NULL;
    }
    context->is_server = is_server;
    BIO_meth_set_write(method, bio_write);
    BIO_meth_set_read(method, bio_read);
    BIO_meth_set_ctrl(method, bio_control);
    BIO_meth_set_create(method, bio_create);
    SSL_CTX_set_options(context->ssl, SSL_OP_NO_QUERY_MTU | SSL_OP_NO_TICKET);
    if (!SSL_CTX_set_min_proto_version(context->ssl, DTLS1_2_VERSION)
        || !SSL_CTX_set_cipher_list(context->ssl, "ECDHE-ECDSA-AES128-GCM-SHA256")
        || !SSL_CTX_set1_groups_list(context->ssl, "X25519:P-256")) {
        SSL_CTX_free(context->ssl);
        free(context);
        return NULL;
    }
    return context;
}

struct peer_context *peer_context_server(const char *certificate, const char *key)
{
    struct peer_context *context = context_new(DTLS_server_method(), 1);
    if (context == NULL) {
        return NULL;
    }
    SSL_CTX_set_options(context->ssl, SSL_OP_COOKIE_EXCHANGE);
    SSL_CTX_set_cookie_generate_cb(context->ssl, make_cookie);
    SSL_CTX_set_cookie_verify_cb(context->ssl, check_cookie);
    SSL_CTX_set_session_id_context(context->ssl, (const unsigned char *)"load", 4);
    if (SSL_CTX_use_certificate_chain_file(context->ssl, certificate) != 1
        || SSL_CTX_use_PrivateKey_file(context->ssl, key, SSL_FILETYPE_PEM) != 1) {
        ERR_print_errors_fp(stderr);
        return NULL;
    }
    return context;
}

struct peer_context *peer_context_client(const char *authority)
{
    struct peer_context *context = context_new(DTLS_client_method(), 0);
    if (context == NULL) {
        return NULL;
    }
    SSL_CTX_set_verify(context->ssl, SSL_VERIFY_PEER, NULL);
    if (SSL_CTX_load_verify_file(context->ssl, authority) != 1) {
        ERR_print_errors_fp(stderr);
        return NULL;
    }
    return context;
}

struct peer *peer_new(struct peer_context *context, int fd, const struct sockaddr_in *to)
{
    struct peer *peer = calloc(1, sizeof *peer);
    BIO *bio = BIO_new(method);
    if (peer == NULL || bio == NULL || (peer->ssl = SSL_new(context->ssl)) == NULL) {
        BIO_free(bio);
        free(peer);
        return NULL;
    }
    peer->fd = fd;
    peer->has_address = to != NULL;
    if (to != NULL) {
        peer->address = *to;
    }
    BIO_set_data(bio, peer);
    SSL_set_bio(peer->ssl, bio, bio);
    SSL_set_app_data(peer->ssl, peer);
    SSL_set_mtu(peer->ssl, PEER_LARGEST_DATAGRAM);
    if (context->is_server) {
        SSL_set_accept_state(peer->ssl);
    } else {
        SSL_set_connect_state(peer->ssl);
        SSL_set_tlsext_host_name(peer->ssl, "localhost");
        SSL_set1_host(peer->ssl, "localhost");
    }
    return peer;
}

void peer_free(struct peer *peer)
{
    if (peer != NULL) {
        SSL_free(peer->ssl);
        free(peer);
    }
}

void peer_feed(struct peer *peer, const uint8_t *datagram, size_t length)
{
    peer->datagram = datagram;
    peer->length = length;
}

static enum peer_result result_of(struct peer *peer, int code)
{
    if (code > 0) {
        return PEER_DONE;
    }
    enum peer_result result = PEER_FAILED;
    switch (SSL_get_error(peer->ssl, code)) {
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE:
        result = PEER_WANT;
        break;
    case SSL_ERROR_ZERO_RETURN:
        result = PEER_CLOSED;
        break;
    default:
        break;
    }
    ERR_clear_error();
    return result;
}

enum peer_result peer_handshake(struct peer *peer)
{
    return result_of(peer, SSL_do_handshake(peer->ssl));
}

enum peer_result peer_read(struct peer *peer, uint8_t *buffer, size_t size, size_t *count)
{
    return result_of(peer, SSL_read_ex(peer->ssl, buffer, size, count));
}

enum peer_result peer_write(struct peer *peer, const uint8_t *data, size_t length)
{
    size_t written = 0;
    return result_of(peer, SSL_write_ex(peer->ssl, data, length, &written));
}

void peer_close(struct peer *peer)
{
    (void)SSL_shutdown(peer->ssl);
    ERR_clear_error();
}

int peer_repeat_if_due(struct peer *peer)
{
    return DTLSv1_handle_timeout(peer->ssl) > 0;
}

struct peer_session *peer_save(struct peer *peer)
{
    return (struct peer_session *)SSL_get1_session(peer->ssl);
}

int peer_resume(struct peer *peer, struct peer_session *session)
{
    return SSL_set_session(peer->ssl, (SSL_SESSION *)session) == 1;
}

int peer_reused(struct peer *peer)
{
    return SSL_session_reused(peer->ssl);
}

void peer_session_free(struct peer_session *session)
{
    SSL_SESSION_free((SSL_SESSION *)session);
}
