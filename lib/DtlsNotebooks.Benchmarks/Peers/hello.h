/* What the servers read of a ClientHello themselves: whether a client begins anew. */
#ifndef HELLO_H
#define HELLO_H

#include <stddef.h>
#include <stdint.h>

enum { HELLO_RANDOM = 32 };

/*
 * The random value of a ClientHello (RFC 5246, section 7.4.1.2) in the first record of a datagram, of epoch 0 and not
 * a later fragment (RFC 6347, sections 4.1 and 4.2.2). NULL where it is anything else. A repeated ClientHello has the
 * random value of the first one; another one says that a new client has been given an old one's port.
 */
static inline const uint8_t *hello_random(const uint8_t *datagram, size_t length)
{
    enum { EPOCH = 3, MESSAGE = 13, OFFSET = MESSAGE + 6, RANDOM = MESSAGE + 12 + 2, HANDSHAKE = 22, CLIENT_HELLO = 1 };
    int is_hello = length >= RANDOM + HELLO_RANDOM && datagram[0] == HANDSHAKE && datagram[EPOCH] == 0
        && datagram[EPOCH + 1] == 0 && datagram[MESSAGE] == CLIENT_HELLO && datagram[OFFSET] == 0
        && datagram[OFFSET + 1] == 0 && datagram[OFFSET + 2] == 0;
    return is_hello ? datagram + RANDOM : NULL;
}

#endif
