#ifndef CCURL_H
#define CCURL_H

// All that Swift sees of libcurl. It is loaded when it is first wanted: bound at start, it and its
// thirty libraries would stand between start and the first frame.
//
// Except for carrier_load, which any thread may call, a carrier and all that hangs on it belong to
// one thread at a time.

#include <stddef.h>
#include <stdint.h>

// Loads and readies the library; NULL once that is done, else why it cannot be, in words.
const char *carrier_load(void);

// What may go over one thread together, and share connections.
typedef struct Carrier Carrier;

// NULL when there is no memory, or the library was not loaded.
Carrier *carrier_make(void);
// Everything that hangs on it must have been given up before.
void carrier_free(Carrier *carrier);

// Where to, and under which conditions.
typedef struct {
  // Scheme and authority and a slash.
  const char *url;
  // The file of authorities, or NULL for the system's.
  const char *authorities;
  // Whether proxies of the environment are passed by.
  int is_direct;
  long connect_milliseconds;
  long total_milliseconds;
} CarrierRoute;

// MARK: Waiting

enum { CARRIER_READ = 1, CARRIER_WRITE = 2 };

// A descriptor that is watched beside the library's own.
typedef struct {
  int descriptor;
  int wanted;
  int found;
} CarrierWatch;

// Sleeps until something happens or that many milliseconds are over.
void carrier_wait(Carrier *carrier, CarrierWatch *watches, unsigned count, int milliseconds);
// Does what can be done at once.
void carrier_work(Carrier *carrier);

// What kind of trouble ended a transfer.
enum {
  CARRIER_WELL,
  CARRIER_NO_NAME,
  CARRIER_NO_WAY,
  CARRIER_NO_PROXY,
  CARRIER_BAD_CERTIFICATE,
  CARRIER_NO_AUTHORITIES,
  CARRIER_NO_TLS,
  CARRIER_TOO_LATE,
  CARRIER_TOO_LARGE,
  CARRIER_LOST,
  // The connection ended within the head of an answer.
  CARRIER_CUT,
};

// How a transfer ended: a request with its answer, or a socket with its connection.
typedef struct {
  int64_t number;
  int is_socket;
  int trouble;
  // The library's words, which stay.
  const char *words;
  // Whether the first byte may have left.
  int has_begun;
  // It would have been sent a second time, which was forbidden.
  int was_stopped;
  // What the proxy, the system and the check of the certificate said; 0 for nothing.
  long proxy_status;
  long system_error;
  long verification;
} CarrierEnd;

// The next transfer that has ended; 0 when there is none.
int carrier_next(Carrier *carrier, CarrierEnd *end);

// MARK: Requests

typedef struct CarrierRequest CarrierRequest;

typedef struct {
  const char *method;
  // Path and query, sent as they are.
  const char *target;
  // Whole lines. A name that ends in a colon keeps that line from being added.
  const char *const *headers;
  size_t header_count;
  const uint8_t *body;
  size_t body_count;
  // Whether a body is sent, be it empty.
  int has_body;
  // The most bytes of an answer's head, and of its body.
  size_t head_limit;
  size_t body_limit;
  // Seconds after which an idle connection is not used again.
  long idle_seconds;
  // Over TLS, many requests may share a connection.
  int may_multiplex;
} CarrierOrder;

// Begins a request; NULL with the library's words for why it cannot be.
CarrierRequest *carrier_send(
    Carrier *carrier, int64_t number, const CarrierRoute *route, const CarrierOrder *order,
    const char **words);
void carrier_drop(Carrier *carrier, CarrierRequest *request);
// Of the answer: its status, and the bytes, which live as long as the request.
long carrier_status(const CarrierRequest *request);
const uint8_t *carrier_head(const CarrierRequest *request, size_t *count);
const uint8_t *carrier_body(const CarrierRequest *request, size_t *count);

// MARK: Sockets

typedef struct CarrierSocket CarrierSocket;

// Begins to connect; its end is told as that of a transfer.
CarrierSocket *carrier_connect(
    Carrier *carrier, int64_t number, const CarrierRoute *route, const char **words);
void carrier_disconnect(Carrier *carrier, CarrierSocket *socket);
// To wait for it; less than 0 when it is gone.
int carrier_descriptor(const CarrierSocket *socket);

enum { CARRIER_DONE, CARRIER_LATER, CARRIER_OVER, CARRIER_BROKEN };

// Takes bytes until the system takes no more. What was taken is kept here and sent first, so it is
// called again, with nothing if need be, until it is done. Done, later or broken.
int carrier_write(CarrierSocket *socket, const uint8_t *bytes, size_t count, size_t *taken);
// Done, later, over or broken.
int carrier_read(CarrierSocket *socket, uint8_t *bytes, size_t size, size_t *count);

#endif
