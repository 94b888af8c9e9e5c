/* What the load programs need of a DTLS library. One file implements it with OpenSSL, one with wolfSSL. */
#ifndef PEER_H
#define PEER_H

#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>

enum peer_result { PEER_DONE, PEER_WANT, PEER_CLOSED, PEER_FAILED };

enum { PEER_LARGEST_DATAGRAM = 1400 };

struct peer_context;
struct peer;
struct peer_session;

/* A server shows the certificate; a client trusts the authority. NULL where a file cannot be used. */
struct peer_context *peer_context_server(const char *certificate, const char *key);
struct peer_context *peer_context_client(const char *authority);

/* A connection over a socket: connected where "to" is NULL, else shared by many. NULL where there is no memory. */
struct peer *peer_new(struct peer_context *context, int fd, const struct sockaddr_in *to);
void peer_free(struct peer *peer);

/* The datagram that the next call may read. It must stay until that call has returned. */
void peer_feed(struct peer *peer, const uint8_t *datagram, size_t length);

enum peer_result peer_handshake(struct peer *peer);
enum peer_result peer_read(struct peer *peer, uint8_t *buffer, size_t size, size_t *count);
enum peer_result peer_write(struct peer *peer, const uint8_t *data, size_t length);
void peer_close(struct peer *peer);

/* Repeats the flight where its timer has run out; 1 where it did. */
int peer_repeat_if_due(struct peer *peer);

/* A client's session, and the offer to resume it. */
struct peer_session *peer_save(struct peer *peer);
int peer_resume(struct peer *peer, struct peer_session *session);
int peer_reused(struct peer *peer);
void peer_session_free(struct peer_session *session);

#endif
