/*
 * Many clients at once for the load programs: one thread, one connected UDP socket a client. Loopback only.
 *   client <authority>
 * Each line of its standard input asks for a load:
 *   handshakes|resumed|echoes <port> <clients> <milliseconds>
 * and is answered with one line:
 *   count=<done> failed=<n> repeated=<flights> reused=<n> ns=<until the last was done>
 */
#include "peer.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST_CLIENTS = 1024, DATAGRAMS_A_TURN = 16, TICK_MS = 200, ECHO_BYTES = 64, HANDSHAKE_S = 15, ECHO_S = 2 };

enum load { HANDSHAKES, RESUMED, ECHOES };

struct client {
    int fd;
    struct peer *peer;
    struct peer_session *session;
    int established;
    int64_t started;
};

struct run {
    struct peer_context *context;
    enum load load;
    unsigned port;
    int clients;
    int active;
    int established;
    int64_t ends;
    int64_t last;
    long count;
    long failed;
    long repeated;
    long reused;
};

static struct client clients[MOST_CLIENTS];

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static int64_t now_ns(void)
{
    struct timespec now;
    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0) {
        die("clock_gettime");
    }
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int connected_socket(unsigned port)
{
    struct sockaddr_in server = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)
    };
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&server, sizeof server) != 0) {
        die("connect");
    }
    return fd;
}

static void end(struct client *client)
{
    if (client->peer != NULL) {
        peer_close(client->peer);
        peer_free(client->peer);
        (void)close(client->fd);
    }
    client->peer = NULL;
    client->fd = -1;
    client->established = 0;
}

static void forget(struct client *client)
{
    if (client->session != NULL) {
        peer_session_free(client->session);
        client->session = NULL;
    }
}

static void go_on(struct run *run, struct client *client);

static void start(struct run *run, struct client *client)
{
    client->fd = connected_socket(run->port);
    client->peer = peer_new(run->context, client->fd, NULL);
    client->started = now_ns();
    if (client->peer == NULL || (client->session != NULL && !peer_resume(client->peer, client->session))) {
        die("a new client");
    }
    run->active++;
    go_on(run, client);
}

static void fail(struct run *run, struct client *client)
{
    run->failed++;
    run->active--;
    forget(client);
    end(client);
}

static void say(struct run *run, struct client *client)
{
    static const uint8_t text[ECHO_BYTES] = "the same sixty-four bytes, again and again, there and back, .";
    if (peer_write(client->peer, text, sizeof text) != PEER_DONE) {
        fail(run, client);
    }
}

static void handshake_done(struct run *run, struct client *client)
{
    client->established = 1;
    run->established++;
    if (run->load == ECHOES) {
        return;
    }
    run->last = now_ns();
    run->count++;
    run->reused += peer_reused(client->peer);
    if (run->load == RESUMED && client->session == NULL) {
        client->session = peer_save(client->peer);
    }
    end(client);
    run->active--;
}

static void go_on(struct run *run, struct client *client)
{
    if (!client->established) {
        enum peer_result result = peer_handshake(client->peer);
        if (result == PEER_DONE) {
            handshake_done(run, client);
        } else if (result != PEER_WANT) {
            fail(run, client);
        }
        return;
    }
    uint8_t buffer[16384];
    size_t length = 0;
    enum peer_result result = peer_read(client->peer, buffer, sizeof buffer, &length);
    if (result == PEER_DONE && length == ECHO_BYTES) {
        run->last = now_ns();
        run->count++;
        if (run->last < run->ends) {
            client->started = run->last;
            say(run, client);
        } else {
            run->active--;
            end(client);
        }
    } else if (result != PEER_WANT) {
        fail(run, client);
    }
}

static void receive(struct run *run, struct client *client)
{
    uint8_t datagram[65536];
    for (int i = 0; i < DATAGRAMS_A_TURN && client->peer != NULL; i++) {
        ssize_t length = recv(client->fd, datagram, sizeof datagram, MSG_DONTWAIT);
        if (length < 0) {
            return;
        }
        peer_feed(client->peer, datagram, (size_t)length);
        go_on(run, client);
    }
}

static void look_at_timers(struct run *run)
{
    int64_t now = now_ns();
    for (int i = 0; i < run->clients; i++) {
        struct client *client = &clients[i];
        if (client->peer == NULL) {
            continue;
        }
        if (!client->established) {
            run->repeated += peer_repeat_if_due(client->peer);
        }
        /* An echo that was lost does not come again. */
        int64_t bound = client->established ? ECHO_S : HANDSHAKE_S;
        if ((!client->established || run->load != ECHOES || run->last != 0) && now - client->started > bound * 1000000000) {
            fail(run, client);
        }
    }
}

/* Waits once for all sockets and serves those that are readable. */
static void turn(struct run *run)
{
    static struct pollfd watched[MOST_CLIENTS];
    for (int i = 0; i < run->clients; i++) {
        watched[i] = (struct pollfd) { .fd = clients[i].fd, .events = POLLIN };
    }
    if (poll(watched, (nfds_t)run->clients, TICK_MS) < 0) {
        die("poll");
    }
    for (int i = 0; i < run->clients; i++) {
        if (watched[i].revents != 0 && clients[i].peer != NULL) {
            receive(run, &clients[i]);
        }
    }
}

/* Every handshake and every echo is bounded, so this ends: a client that fails is not started again after the end. */
static void work(struct run *run)
{
    int64_t looked = now_ns();
    while (run->active > 0 || now_ns() < run->ends) {
        int64_t now = now_ns();
        for (int i = 0; i < run->clients && run->load != ECHOES && now < run->ends; i++) {
            if (clients[i].peer == NULL) {
                start(run, &clients[i]);
            }
        }
        if (run->load == ECHOES && run->active == 0) {
            return;
        }
        turn(run);
        if (now - looked > (int64_t)TICK_MS * 1000000) {
            looked = now;
            look_at_timers(run);
        }
    }
}

/* For echoes the handshakes come first and are not timed; so does the one full handshake of each that resumes. */
static void prepare(struct run *run)
{
    for (int i = 0; i < run->clients; i++) {
        start(run, &clients[i]);
    }
    int64_t looked = now_ns();
    int64_t bound = now_ns() + (int64_t)HANDSHAKE_S * 1000000000;
    while (run->established + run->failed < run->clients && now_ns() < bound) {
        turn(run);
        if (now_ns() - looked > (int64_t)TICK_MS * 1000000) {
            looked = now_ns();
            look_at_timers(run);
        }
    }
}

static void perform(struct peer_context *context, enum load load, unsigned port, int number, int milliseconds)
{
    struct run run = { .context = context, .load = load, .port = port, .clients = number };
    for (int i = 0; i < number; i++) {
        clients[i] = (struct client) { .fd = -1 };
    }
    if (load != HANDSHAKES) {
        prepare(&run);
        run.count = run.reused = 0;
    }
    int64_t began = now_ns();
    run.ends = began + (int64_t)milliseconds * 1000000;
    run.last = began;
    for (int i = 0; i < number && load == ECHOES; i++) {
        clients[i].started = began;
        if (clients[i].peer != NULL) {
            say(&run, &clients[i]);
        }
    }
    work(&run);
    for (int i = 0; i < number; i++) {
        end(&clients[i]);
        forget(&clients[i]);
    }
    printf("count=%ld failed=%ld repeated=%ld reused=%ld ns=%lld\n",
        run.count, run.failed, run.repeated, run.reused, (long long)(run.last - began));
    (void)fflush(stdout);
}

int main(int count, char **arguments)
{
    struct peer_context *context = count == 2 ? peer_context_client(arguments[1]) : NULL;
    if (context == NULL) {
        (void)fprintf(stderr, "usage: client <authority>, a certificate that can be read\n");
        return EXIT_FAILURE;
    }
    char line[128];
    while (fgets(line, sizeof line, stdin) != NULL) {
        char what[16];
        unsigned port = 0;
        int number = 0;
        int milliseconds = 0;
        if (sscanf(line, "%15s %u %d %d", what, &port, &number, &milliseconds) != 4
            || port > 65535 || number < 1 || number > MOST_CLIENTS || milliseconds < 1 || milliseconds > 600000) {
            (void)fprintf(stderr, "not understood: %s", line);
            return EXIT_FAILURE;
        }
        enum load load = strcmp(what, "echoes") == 0 ? ECHOES : strcmp(what, "resumed") == 0 ? RESUMED : HANDSHAKES;
        perform(context, load, port, number, milliseconds);
    }
    return EXIT_SUCCESS;
}
