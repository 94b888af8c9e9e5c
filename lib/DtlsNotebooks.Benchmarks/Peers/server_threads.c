/*
 * The echo server of the load programs with a thread for each client: one thread reads the socket and sorts the
 * datagrams by client, and each client's thread waits for its own. Loopback only.
 *   threads <certificate> <key>
 * It says "listening <port>", and ends when its standard input does.
 */
#include "hello.h"
#include "peer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    PORTS = 65536,
    QUEUE = 64,
    RECORDS_A_DATAGRAM = 16,
    TICK_MS = 200,
    REPEAT_S = 1,
    IDLE_S = 30,
    STACK = 256 << 10,
    SOCKET_BUFFER = 4 << 20
};

struct datagram {
    size_t length;
    uint8_t *bytes;
};

struct connection {
    struct peer *peer;
    unsigned port;
    uint8_t random[HELLO_RANDOM];
    pthread_mutex_t lock;
    pthread_cond_t came;
    struct datagram queue[QUEUE];
    unsigned first;
    unsigned count;
    int established;
    int replaced;
};

/* All clients are on the loopback address, so a port says who it is. */
static struct connection *connections[PORTS];
static pthread_mutex_t table = PTHREAD_MUTEX_INITIALIZER;

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
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

/* Waits for the next datagram; 0 where none came in time, or the client has begun anew. */
static int take(struct connection *connection, int seconds, struct datagram *next)
{
    struct timespec until;
    int waited = 0;
    if (clock_gettime(CLOCK_REALTIME, &until) != 0) {
        die("clock_gettime");
    }
    until.tv_sec += seconds;
    (void)pthread_mutex_lock(&connection->lock);
    while (connection->count == 0 && !connection->replaced && waited != ETIMEDOUT) {
        waited = pthread_cond_timedwait(&connection->came, &connection->lock, &until);
    }
    int has = connection->count > 0 && !connection->replaced;
    if (has) {
        *next = connection->queue[connection->first];
        connection->first = (connection->first + 1) % QUEUE;
        connection->count--;
    }
    (void)pthread_mutex_unlock(&connection->lock);
    return has;
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

static int is_replaced(struct connection *connection)
{
    (void)pthread_mutex_lock(&connection->lock);
    int replaced = connection->replaced;
    (void)pthread_mutex_unlock(&connection->lock);
    return replaced;
}

static void *serve(void *argument)
{
    struct connection *connection = argument;
    struct datagram next;
    int idle = 0;
    int goes_on = 1;
    while (goes_on && idle < IDLE_S && !is_replaced(connection)) {
        if (take(connection, REPEAT_S, &next)) {
            idle = 0;
            peer_feed(connection->peer, next.bytes, next.length);
            goes_on = go_on(connection);
            free(next.bytes);
        } else {
            idle += REPEAT_S;
            if (!connection->established) {
                (void)peer_repeat_if_due(connection->peer);
            }
        }
    }
    (void)pthread_mutex_lock(&table);
    if (connections[connection->port] == connection) {
        connections[connection->port] = NULL;
    }
    (void)pthread_mutex_unlock(&table);
    for (; connection->count > 0; connection->count--) {
        free(connection->queue[connection->first].bytes);
        connection->first = (connection->first + 1) % QUEUE;
    }
    peer_free(connection->peer);
    (void)pthread_cond_destroy(&connection->came);
    (void)pthread_mutex_destroy(&connection->lock);
    free(connection);
    return NULL;
}

static struct connection *add(struct peer_context *context, int fd, const struct sockaddr_in *from, const uint8_t *random)
{
    struct connection *connection = calloc(1, sizeof *connection);
    pthread_attr_t attributes;
    pthread_t thread;
    if (connection == NULL || (connection->peer = peer_new(context, fd, from)) == NULL) {
        die("a new connection");
    }
    connection->port = ntohs(from->sin_port);
    memcpy(connection->random, random, HELLO_RANDOM);
    if (pthread_mutex_init(&connection->lock, NULL) != 0 || pthread_cond_init(&connection->came, NULL) != 0
        || pthread_attr_init(&attributes) != 0 || pthread_attr_setstacksize(&attributes, STACK) != 0
        || pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED) != 0
        || pthread_create(&thread, &attributes, serve, connection) != 0) {
        die("a new thread");
    }
    (void)pthread_attr_destroy(&attributes);
    return connection;
}

/* Called with the table locked. */
static void put(struct connection *connection, const uint8_t *datagram, size_t length)
{
    uint8_t *copy = malloc(length);
    if (copy == NULL) {
        die("a datagram");
    }
    memcpy(copy, datagram, length);
    (void)pthread_mutex_lock(&connection->lock);
    if (connection->count < QUEUE) {
        connection->queue[(connection->first + connection->count) % QUEUE] = (struct datagram){ length, copy };
        connection->count++;
        copy = NULL;
        (void)pthread_cond_signal(&connection->came);
    }
    (void)pthread_mutex_unlock(&connection->lock);
    /* A full queue loses it, as a full socket would. */
    free(copy);
}

/* Called with the table locked: a client begins anew under the port of another one. */
static void replace(struct connection *connection)
{
    (void)pthread_mutex_lock(&connection->lock);
    connection->replaced = 1;
    connections[connection->port] = NULL;
    (void)pthread_cond_signal(&connection->came);
    (void)pthread_mutex_unlock(&connection->lock);
}

static void receive(struct peer_context *context, int fd)
{
    uint8_t datagram[65536];
    struct sockaddr_in from;
    socklen_t from_length = sizeof from;
    ssize_t length = recvfrom(fd, datagram, sizeof datagram, MSG_DONTWAIT, (struct sockaddr *)&from, &from_length);
    if (length <= 0) {
        return;
    }
    unsigned port = ntohs(from.sin_port);
    (void)pthread_mutex_lock(&table);
    const uint8_t *random = hello_random(datagram, (size_t)length);
    if (random != NULL) {
        if (connections[port] != NULL && memcmp(connections[port]->random, random, HELLO_RANDOM) != 0) {
            replace(connections[port]);
        }
        if (connections[port] == NULL) {
            connections[port] = add(context, fd, &from, random);
        }
    }
    if (connections[port] != NULL) {
        put(connections[port], datagram, (size_t)length);
    }
    (void)pthread_mutex_unlock(&table);
}

int main(int count, char **arguments)
{
    if (count != 3) {
        (void)fprintf(stderr, "usage: threads <certificate> <key>\n");
        return EXIT_FAILURE;
    }
    struct peer_context *context = peer_context_server(arguments[1], arguments[2]);
    if (context == NULL) {
        (void)fprintf(stderr, "the certificate or its key cannot be used\n");
        return EXIT_FAILURE;
    }
    int fd = bound_socket();
    struct pollfd watched[2] = { { .fd = fd, .events = POLLIN }, { .fd = STDIN_FILENO, .events = POLLIN } };
    /* Whoever started it closes its standard input; then the loop ends. */
    while ((watched[1].revents & (POLLIN | POLLHUP | POLLERR)) == 0) {
        if (poll(watched, 2, TICK_MS) < 0) {
            die("poll");
        }
        if (watched[0].revents & POLLIN) {
            receive(context, fd);
        }
    }
    return EXIT_SUCCESS;
}
