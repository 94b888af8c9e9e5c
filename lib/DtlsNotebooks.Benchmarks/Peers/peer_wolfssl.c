/* The load programs' DTLS by wolfSSL: callbacks of one datagram, so that one socket can serve many connections. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>
#include <wolfssl/wolfcrypt/hmac.h>
#include <wolfssl/wolfcrypt/random.h>

#include "peer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

struct peer_context {
    WOLFSSL_CTX *ssl;
    int is_server;
};

struct peer {
    WOLFSSL *ssl;
    int fd;
    int has_address;
    int established;
    struct sockaddr_in address;
    const uint8_t *datagram;
    size_t length;
    struct timespec touched;
};

static uint8_t cookie_secret[32];

static int on_send(WOLFSSL *ssl, char *data, int length, void *state)
{
    (void)ssl;
    struct peer *peer = state;
    const struct sockaddr *to = peer->has_address ? (const struct sockaddr *)&peer->address : NULL;
    /* What the network refuses counts as lost. */
    (void)!sendto(peer->fd, data, (size_t)length, MSG_DONTWAIT, to, to ? sizeof peer->address : 0);
    return length;
}

static int on_receive(WOLFSSL *ssl, char *buffer, int size, void *state)
{
    (void)ssl;
    struct peer *peer = state;
    if (peer->length == 0) {
        return WOLFSSL_CBIO_ERR_WANT_READ;
    }
    size_t count = peer->length < (size_t)size ? peer->length : (size_t)size;
    memcpy(buffer, peer->datagram, count);
    peer->length = 0;
    return (int)count;
}

static int make_cookie(WOLFSSL *ssl, unsigned char *cookie, int size, void *state)
{
    (void)ssl;
    const struct peer *peer = state;
    uint8_t identity[6];
    uint8_t digest[WC_SHA256_DIGEST_SIZE];
    Hmac hmac;
    memcpy(identity, &peer->address.sin_addr, 4);
    memcpy(identity + 4, &peer->address.sin_port, 2);
    if (wc_HmacInit(&hmac, NULL, INVALID_DEVID) != 0) {
        return -1;
    }
    int failed = wc_HmacSetKey(&hmac, WC_SHA256, cookie_secret, sizeof cookie_secret) != 0
        || wc_HmacUpdate(&hmac, identity, sizeof identity) != 0
        || wc_HmacFinal(&hmac, digest) != 0;
    wc_HmacFree(&hmac);
    if (failed) {
        return -1;
    }
    int count = size < (int)sizeof digest ? size : (int)sizeof digest;
    memcpy(cookie, digest, (size_t)count);
    return count;
}

static int draw_secret(void)
{
    WC_RNG random;
    if (wc_InitRng(&random) != 0) {
        return 0;
    }
    int drawn = wc_RNG_GenerateBlock(&random, cookie_secret, sizeof cookie_secret) == 0;
    wc_FreeRng(&random);
    return drawn;
}

static struct peer_context *context_new(WOLFSSL_METHOD *ssl_method, int is_server)
{
    struct peer_context *context = calloc(1, sizeof *context);
    if (context == NULL || wolfSSL_Init() != WOLFSSL_SUCCESS || !draw_secret()
        || (context->ssl = wolfSSL_CTX_new(ssl_method)) == NULL) {
        free(context);
        return NULL;
    }
    context->is_server = is_server;
    wolfSSL_CTX_SetIOSend(context->ssl, on_send);
    wolfSSL_CTX_SetIORecv(context->ssl, on_receive);
    if (wolfSSL_CTX_set_cipher_list(context->ssl, "ECDHE-ECDSA-AES128-GCM-SHA256") != WOLFSSL_SUCCESS) {
        wolfSSL_CTX_free(context->ssl);
        free(context);
        return NULL;
    }
    return context;
}

struct peer_context *peer_context_server(const char *certificate, const char *key)
{
    struct peer_context *context = context_new(wolfDTLSv1_2_server_method(), 1);
    if (context == NULL) {
        return NULL;
    }
    wolfSSL_CTX_SetGenCookie(context->ssl, make_cookie);
    if (wolfSSL_CTX_use_certificate_chain_file(context->ssl, certificate) != WOLFSSL_SUCCESS
        || wolfSSL_CTX_use_PrivateKey_file(context->ssl, key, SSL_FILETYPE_PEM) != WOLFSSL_SUCCESS) {
        return NULL;
    }
    return context;
}

struct peer_context *peer_context_client(const char *authority)
{
    struct peer_context *context = context_new(wolfDTLSv1_2_client_method(), 0);
    if (context == NULL) {
        return NULL;
    }
    wolfSSL_CTX_set_verify(context->ssl, SSL_VERIFY_PEER, NULL);
    if (wolfSSL_CTX_load_verify_locations(context->ssl, authority, NULL) != WOLFSSL_SUCCESS
        || wolfSSL_CTX_UseSupportedCurve(context->ssl, WOLFSSL_ECC_X25519) != WOLFSSL_SUCCESS
        || wolfSSL_CTX_UseSupportedCurve(context->ssl, WOLFSSL_ECC_SECP256R1) != WOLFSSL_SUCCESS) {
        return NULL;
    }
    return context;
}

static void touch(struct peer *peer)
{
    (void)clock_gettime(CLOCK_MONOTONIC, &peer->touched);
}

struct peer *peer_new(struct peer_context *context, int fd, const struct sockaddr_in *to)
{
    struct peer *peer = calloc(1, sizeof *peer);
    if (peer == NULL || (peer->ssl = wolfSSL_new(context->ssl)) == NULL) {
        free(peer);
        return NULL;
    }
    peer->fd = fd;
    peer->has_address = to != NULL;
    if (to != NULL) {
        peer->address = *to;
    }
    wolfSSL_SetIOReadCtx(peer->ssl, peer);
    wolfSSL_SetIOWriteCtx(peer->ssl, peer);
    wolfSSL_SetCookieCtx(peer->ssl, peer);
    wolfSSL_dtls_set_using_nonblock(peer->ssl, 1);
    if (context->is_server) {
        wolfSSL_set_accept_state(peer->ssl);
    } else {
        wolfSSL_set_connect_state(peer->ssl);
        (void)wolfSSL_UseSNI(peer->ssl, WOLFSSL_SNI_HOST_NAME, "localhost", 9);
        (void)wolfSSL_check_domain_name(peer->ssl, "localhost");
    }
    touch(peer);
    return peer;
}

void peer_free(struct peer *peer)
{
    if (peer != NULL) {
        wolfSSL_free(peer->ssl);
        free(peer);
    }
}

void peer_feed(struct peer *peer, const uint8_t *datagram, size_t length)
{
    peer->datagram = datagram;
    peer->length = length;
    if (!peer->established) {
        touch(peer);
    }
}

static enum peer_result result_of(struct peer *peer, int code)
{
    switch (wolfSSL_get_error(peer->ssl, code)) {
    case WOLFSSL_ERROR_WANT_READ:
    case WOLFSSL_ERROR_WANT_WRITE:
        return PEER_WANT;
    case WOLFSSL_ERROR_ZERO_RETURN:
        return PEER_CLOSED;
    default:
        return PEER_FAILED;
    }
}

enum peer_result peer_handshake(struct peer *peer)
{
    int code = wolfSSL_SSL_do_handshake(peer->ssl);
    peer->established = code == WOLFSSL_SUCCESS;
    return peer->established ? PEER_DONE : result_of(peer, code);
}

enum peer_result peer_read(struct peer *peer, uint8_t *buffer, size_t size, size_t *count)
{
    int code = wolfSSL_read(peer->ssl, buffer, (int)size);
    *count = code > 0 ? (size_t)code : 0;
    return code > 0 ? PEER_DONE : result_of(peer, code);
}

enum peer_result peer_write(struct peer *peer, const uint8_t *data, size_t length)
{
    int code = wolfSSL_write(peer->ssl, data, (int)length);
    return code > 0 ? PEER_DONE : result_of(peer, code);
}

void peer_close(struct peer *peer)
{
    (void)wolfSSL_shutdown(peer->ssl);
}

int peer_repeat_if_due(struct peer *peer)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    if (peer->established || now.tv_sec - peer->touched.tv_sec < wolfSSL_dtls_get_current_timeout(peer->ssl)) {
        return 0;
    }
    touch(peer);
    return wolfSSL_dtls_got_timeout(peer->ssl) == WOLFSSL_SUCCESS;
}

struct peer_session *peer_save(struct peer *peer)
{
    return (struct peer_session *)wolfSSL_get1_session(peer->ssl);
}

int peer_resume(struct peer *peer, struct peer_session *session)
{
    return wolfSSL_set_session(peer->ssl, (WOLFSSL_SESSION *)session) == WOLFSSL_SUCCESS;
}

int peer_reused(struct peer *peer)
{
    return wolfSSL_session_reused(peer->ssl);
}

void peer_session_free(struct peer_session *session)
{
    wolfSSL_SESSION_free((WOLFSSL_SESSION *)session);
}
