#include "front.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct TLSFront {
  SSL_CTX *context;
  uint16_t to_port;
  int listener;
  // Its writing end is closed to end all threads.
  int stop[2];
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t changed;
  int running;
  int greeted;
};

// Bytes on their way from one side to the other.
typedef struct {
  char bytes[16 << 10];
  size_t begin;
  size_t end;
  int is_over;
} Pipe;

typedef struct {
  TLSFront *front;
  int outside;
  int inside;
  SSL *tls;
  Pipe in;
  Pipe out;
} Link;

static struct sockaddr_in loopback(uint16_t port) {
  return (struct sockaddr_in){
      .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

// Waits for one of the two sides; 0 when the front is being closed.
static int wait_for(Link *link, short outside, short inside) {
  struct pollfd polls[] = {
      {.fd = link->front->stop[0]},
      {.fd = outside ? link->outside : -1, .events = outside},
      {.fd = inside ? link->inside : -1, .events = inside},
  };
  while (poll(polls, 3, -1) < 0 && errno == EINTR) continue;
  return polls[0].revents == 0;
}

static int greet(Link *link) {
  for (;;) {
    int result = SSL_accept(link->tls);
    if (result == 1) return 1;
    int error = SSL_get_error(link->tls, result);
    if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE) return 0;
    if (!wait_for(link, error == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT, 0)) return 0;
  }
}

// 1 when bytes moved, 0 when the side is not ready, -1 when it is gone.
static int move(Link *link, Pipe *pipe, int is_outside, int is_reading) {
  char *bytes = is_reading ? pipe->bytes : pipe->bytes + pipe->begin;
  size_t count = is_reading ? sizeof pipe->bytes : pipe->end - pipe->begin;
  ssize_t moved;
  if (is_outside) {
    moved = is_reading ? SSL_read(link->tls, bytes, (int)count)
                       : SSL_write(link->tls, bytes, (int)count);
    if (moved <= 0) {
      int error = SSL_get_error(link->tls, (int)moved);
      return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? 0 : -1;
    }
  } else {
    moved = is_reading ? recv(link->inside, bytes, count, 0)
                       : send(link->inside, bytes, count, MSG_NOSIGNAL);
    if (moved < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
    if (moved <= 0) return -1;
  }
  if (is_reading) {
    pipe->begin = 0;
    pipe->end = (size_t)moved;
  } else {
    pipe->begin += (size_t)moved;
  }
  return 1;
}

// One step of a pipe. 1 when bytes moved, 0 when it waits, -1 when the link is broken.
static int step(Link *link, Pipe *pipe, int comes_from_outside) {
  if (pipe->begin < pipe->end) return move(link, pipe, !comes_from_outside, 0);
  if (pipe->is_over) return 0;
  int moved = move(link, pipe, comes_from_outside, 1);
  if (moved >= 0) return moved;
  pipe->is_over = 1;
  if (comes_from_outside) {
    shutdown(link->inside, SHUT_WR);
  } else {
    SSL_shutdown(link->tls);
  }
  return 1;
}

static void pump(Link *link) {
  while (!link->in.is_over || !link->out.is_over) {
    int in = step(link, &link->in, 1);
    int out = step(link, &link->out, 0);
    if (in < 0 || out < 0) return;
    // Once the server has ended, nobody is left who would hear what still comes.
    if (link->out.is_over && link->out.begin == link->out.end) return;
    if (in || out) continue;
    short outside = 0, inside = 0;
    if (link->in.begin < link->in.end) inside |= POLLOUT;
    else if (!link->in.is_over) outside |= POLLIN;
    if (link->out.begin < link->out.end) outside |= POLLOUT;
    else if (!link->out.is_over) inside |= POLLIN;
    if (!wait_for(link, outside, inside)) return;
  }
}

static void *serve(void *context) {
  Link *link = context;
  TLSFront *front = link->front;
  struct sockaddr_in address = loopback(front->to_port);
  link->inside = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  fcntl(link->outside, F_SETFL, O_NONBLOCK);
  link->tls = SSL_new(front->context);
  if (link->inside >= 0 && link->tls && SSL_set_fd(link->tls, link->outside) && greet(link)) {
    pthread_mutex_lock(&front->lock);
    front->greeted++;
    pthread_mutex_unlock(&front->lock);
    if (connect(link->inside, (struct sockaddr *)&address, sizeof address) == 0) {
      fcntl(link->inside, F_SETFL, O_NONBLOCK);
      pump(link);
    }
  }
  SSL_free(link->tls);
  if (link->inside >= 0) close(link->inside);
  close(link->outside);
  free(link);
  pthread_mutex_lock(&front->lock);
  front->running--;
  pthread_cond_signal(&front->changed);
  pthread_mutex_unlock(&front->lock);
  return NULL;
}

static void let_in(TLSFront *front, int outside) {
  Link *link = calloc(1, sizeof *link);
  pthread_t thread;
  if (!link) {
    close(outside);
    return;
  }
  link->front = front;
  link->outside = outside;
  pthread_mutex_lock(&front->lock);
  front->running++;
  if (pthread_create(&thread, NULL, serve, link) == 0) {
    pthread_detach(thread);
  } else {
    front->running--;
    close(outside);
    free(link);
  }
  pthread_mutex_unlock(&front->lock);
}

static void *listen_to(void *context) {
  TLSFront *front = context;
  for (;;) {
    struct pollfd polls[] = {
        {.fd = front->stop[0]}, {.fd = front->listener, .events = POLLIN}};
    if (poll(polls, 2, -1) < 0 && errno == EINTR) continue;
    if (polls[0].revents) return NULL;
    int outside = accept4(front->listener, NULL, NULL, SOCK_CLOEXEC);
    if (outside >= 0) let_in(front, outside);
  }
}

TLSFront *front_open(
    const Authority *authority, const char *names, long begins, long ends, uint16_t to_port) {
  TLSFront *front = calloc(1, sizeof *front);
  if (!front) return NULL;
  // OpenSSL writes to connections whose other end may be gone.
  signal(SIGPIPE, SIG_IGN);
  front->to_port = to_port;
  struct sockaddr_in address = loopback(0);
  pthread_mutex_init(&front->lock, NULL);
  pthread_cond_init(&front->changed, NULL);
  front->context = authority_context(authority, names, begins, ends);
  front->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (front->context && front->listener >= 0 &&
      bind(front->listener, (struct sockaddr *)&address, sizeof address) == 0 &&
      listen(front->listener, 128) == 0 && pipe2(front->stop, O_CLOEXEC) == 0) {
    SSL_CTX_set_mode(
        front->context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    if (pthread_create(&front->thread, NULL, listen_to, front) == 0) return front;
    close(front->stop[0]);
    close(front->stop[1]);
  }
  if (front->listener >= 0) close(front->listener);
  SSL_CTX_free(front->context);
  free(front);
  return NULL;
}

uint16_t front_port(const TLSFront *front) {
  struct sockaddr_in address = {0};
  socklen_t size = sizeof address;
  getsockname(front->listener, (struct sockaddr *)&address, &size);
  return ntohs(address.sin_port);
}

int front_greeted(TLSFront *front) {
  pthread_mutex_lock(&front->lock);
  int greeted = front->greeted;
  pthread_mutex_unlock(&front->lock);
  return greeted;
}

void front_close(TLSFront *front) {
  close(front->stop[1]);
  pthread_join(front->thread, NULL);
  pthread_mutex_lock(&front->lock);
  while (front->running > 0) pthread_cond_wait(&front->changed, &front->lock);
  pthread_mutex_unlock(&front->lock);
  close(front->stop[0]);
  close(front->listener);
  SSL_CTX_free(front->context);
  free(front);
}
