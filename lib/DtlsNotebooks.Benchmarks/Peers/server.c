/*
 * An echo server for the load programs: one thread, one UDP socket, one connection a peer. Loopback only.
 *   server <certificate> <key>
 * It says "listening <port>", and ends when its standard input does.
 */
#include "hello.h"
#include "peer.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PORTS = 65536, DATAGRAMS_A_TURN = 64, RECORDS_A_DATAGRAM = 16, TICK_MS = 200, IDLE_S = 30, SOCKET_BUFFER = 4 << 20 };

struct connection {
    struct peer *peer;
    uint8_t random[HELLO_RANDOM];
    int established;
    time_t touched;
};

/* All clients are on the loopback address, so a port says who it is. */
static struct connection *connections[PORTS];

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static time_t seconds_now(void)
{
    struct timespec now;
    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0) {
        die("clock_gettime");
    }
    return now.tv_sec;
}

static int bound_socket(void)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof address;
    int size = SOCKET_BUFFER;
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) != 0
        || setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size) != 0
        || getsockname(fd, (struct sockaddr *)&address, &length) != 0) {
        die("socket");
    }
    printf("listening %u\n", ntohs(address.sin_port));
    (void)fflush(stdout);
    return fd;
}

static void drop(unsigned port)
{
    if (connections[port] != NULL) {
        peer_free(connections[port]->peer);
        free(connections[port]);
        connections[port] = NULL;
    }
}

static struct connection *add(struct peer_context *context, int fd, const struct sockaddr_in *from, const uint8_t *random)
{
    struct connection *connection = calloc(1, sizeof *connection);
    if (connection == NULL || (connection->peer = peer_new(context, fd, from)) == NULL) {
        die("a new connection");
    }
    memcpy(connection->random, random, HELLO_RANDOM);
    return connection;
}

/* Sends back every record of the datagram. 0 where the connection has ended. */
static int echo(struct connection *connection)
{
    uint8_t buffer[16384];
    for (int i = 0; i < RECORDS_A_DATAGRAM; i++) {
        size_t count = 0;
        enum peer_result result = peer_read(connection->peer, buffer, sizeof buffer, &count);
        if (result == PEER_WANT) {
            return 1;
        }
        if (result == PEER_CLOSED) {
            peer_close(connection->peer);
        }
        if (result != PEER_DONE || peer_write(connection->peer, buffer, count) != PEER_DONE) {
            return 0;
        }
    }
    return 1;
}

static int go_on(struct connection *connection)
{
    if (connection->established) {
        return echo(connection);
    }
    enum peer_result result = peer_handshake(connection->peer);
    connection->established = result == PEER_DONE;
    return result == PEER_DONE || result == PEER_WANT;
}

static void handle(struct peer_context *context, int fd, const struct sockaddr_in *from, const uint8_t *datagram, size_t length, time_t now)
{
    unsigned port = ntohs(from->sin_port);
    const uint8_t *random = hello_random(datagram, length);
    if (random != NULL) {
        if (connections[port] != NULL && memcmp(connections[port]->random, random, HELLO_RANDOM) != 0) {
            drop(port);
        }
        if (connections[port] == NULL) {
            connections[port] = add(context, fd, from, random);
        }
    }
    struct connection *connection = connections[port];
    if (connection == NULL) {
        return;
    }
    connection->touched = now;
    peer_feed(connection->peer, datagram, length);
    if (!go_on(connection)) {
        drop(port);
    }
}

static void receive(struct peer_context *context, int fd)
{
    uint8_t datagram[65536];
    time_t now = seconds_now();
    for (int i = 0; i < DATAGRAMS_A_TURN; i++) {
        struct sockaddr_in from;
        socklen_t from_length = sizeof from;
        ssize_t length = recvfrom(fd, datagram, sizeof datagram, MSG_DONTWAIT, (struct sockaddr *)&from, &from_length);
        if (length < 0) {
            return;
        }
        handle(context, fd, &from, datagram, (size_t)length, now);
    }
}

static void look_at_timers(void)
{
    time_t now = seconds_now();
    for (unsigned port = 0; port < PORTS; port++) {
        struct connection *connection = connections[port];
        if (connection == NULL) {
            continue;
        }
        if (now - connection->touched > IDLE_S) {
            drop(port);
        } else if (!connection->established) {
            (void)peer_repeat_if_due(connection->peer);
        }
    }
}

int main(int count, char **arguments)
{
    if (count != 3) {
        (void)fprintf(stderr, "usage: server <certificate> <key>\n");
        return EXIT_FAILURE;
    }
    struct peer_context *context = peer_context_server(arguments[1], arguments[2]);
    if (context == NULL) {
        (void)fprintf(stderr, "the certificate or its key cannot be used\n");
        return EXIT_FAILURE;
    }
    int fd = bound_socket();
    struct pollfd watched[2] = { { .fd = fd, .events = POLLIN }, { .fd = STDIN_FILENO, .events = POLLIN } };
    time_t looked = seconds_now();
    /* Whoever started it closes its standard input; then the loop ends. */
    while ((watched[1].revents & (POLLIN | POLLHUP | POLLERR)) == 0) {
        if (poll(watched, 2, TICK_MS) < 0) {
            die("poll");
        }
        if (watched[0].revents & POLLIN) {
            receive(context, fd);
        }
        if (seconds_now() != looked) {
            looked = seconds_now();
            look_at_timers();
        }
    }
    return EXIT_SUCCESS;
}
