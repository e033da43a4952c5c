#include "carrier.h"

#include <stdlib.h>
#include <string.h>

// TLS must be offered bytes it could not send at the same place and in the same number again, so
// they stay here until they are gone. As much as one record holds.
enum { STAGE = 16 << 10 };

struct CarrierSocket {
  Transfer transfer;
  size_t begin;
  size_t end;
  uint8_t stage[STAGE];
};

static CURLcode prepare(CarrierSocket *socket, const CarrierRoute *route) {
  CURL *easy = socket->transfer.easy;
  CURLcode code = transfer_prepare(&socket->transfer, route);
  SET(code, easy, CURLOPT_CONNECT_ONLY, 1L);
  // Otherwise TLS agrees on HTTP/2, in which there is no handshake of ours.
  SET(code, easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
  SET(code, easy, CURLOPT_FRESH_CONNECT, 1L);
  return code;
}

static void release(CarrierSocket *socket) {
  if (socket->transfer.easy) library.easy_cleanup(socket->transfer.easy);
  free(socket);
}

CarrierSocket *carrier_connect(
    Carrier *carrier, int64_t number, const CarrierRoute *route, const char **words) {
  CarrierSocket *socket = calloc(1, sizeof *socket);
  *words = "out of memory";
  if (!socket) return NULL;
  socket->transfer.number = number;
  socket->transfer.is_socket = 1;
  socket->transfer.easy = library.easy_init();
  if (socket->transfer.easy) {
    CURLcode code = prepare(socket, route);
    if (code == CURLE_OK &&
        library.multi_add_handle(carrier->multi, socket->transfer.easy) != CURLM_OK)
      code = CURLE_FAILED_INIT;
    if (code == CURLE_OK) return socket;
    *words = library.easy_strerror(code);
  }
  release(socket);
  return NULL;
}

void carrier_disconnect(Carrier *carrier, CarrierSocket *socket) {
  library.multi_remove_handle(carrier->multi, socket->transfer.easy);
  release(socket);
}

int carrier_descriptor(const CarrierSocket *socket) {
  curl_socket_t descriptor = CURL_SOCKET_BAD;
  library.easy_getinfo(socket->transfer.easy, CURLINFO_ACTIVESOCKET, &descriptor);
  return descriptor == CURL_SOCKET_BAD ? -1 : descriptor;
}

int carrier_write(CarrierSocket *socket, const uint8_t *bytes, size_t count, size_t *taken) {
  *taken = 0;
  for (;;) {
    if (socket->begin == socket->end) {
      size_t next = count - *taken < STAGE ? count - *taken : STAGE;
      if (next == 0) return CARRIER_DONE;
      memcpy(socket->stage, bytes + *taken, next);
      *taken += next;
      socket->begin = 0;
      socket->end = next;
    }
    size_t sent = 0;
    CURLcode code = library.easy_send(
        socket->transfer.easy, socket->stage + socket->begin, socket->end - socket->begin, &sent);
    if (code == CURLE_AGAIN) return CARRIER_LATER;
    if (code != CURLE_OK) return CARRIER_BROKEN;
    socket->begin += sent;
  }
}

int carrier_read(CarrierSocket *socket, uint8_t *bytes, size_t size, size_t *count) {
  *count = 0;
  CURLcode code = library.easy_recv(socket->transfer.easy, bytes, size, count);
  if (code == CURLE_AGAIN) return CARRIER_LATER;
  if (code != CURLE_OK) return CARRIER_BROKEN;
  return *count ? CARRIER_DONE : CARRIER_OVER;
}
