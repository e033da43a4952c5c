#include "carrier.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

// Bytes that came, up to a limit.
typedef struct {
  uint8_t *bytes;
  size_t count;
  size_t room;
  size_t limit;
} Pile;

struct CarrierRequest {
  Transfer transfer;
  struct curl_slist *headers;
  Pile head;
  Pile body;
};

// 0 when there is no memory.
static int pile_add(Pile *pile, const void *bytes, size_t count) {
  if (pile->room - pile->count < count) {
    size_t room = pile->room ? pile->room : 1024;
    while (room - pile->count < count) room *= 2;
    uint8_t *more = realloc(pile->bytes, room);
    if (!more) return 0;
    pile->bytes = more;
    pile->room = room;
  }
  memcpy(pile->bytes + pile->count, bytes, count);
  pile->count += count;
  return 1;
}

// Taking less than everything makes the library give up.
static size_t take(CarrierRequest *request, Pile *pile, const char *bytes, size_t count) {
  if (count > pile->limit - pile->count) {
    request->transfer.is_too_large = 1;
    return 0;
  }
  return pile_add(pile, bytes, count) ? count : 0;
}

static size_t take_head(char *bytes, size_t size, size_t count, void *context) {
  CarrierRequest *request = context;
  // Each interim answer has a head of its own; the last one counts.
  if (count >= 5 && strncasecmp(bytes, "HTTP/", 5) == 0 && request->body.count == 0) {
    request->head.count = 0;
    request->transfer.lacks_head = 1;
  }
  if (*bytes == '\r' || *bytes == '\n') request->transfer.lacks_head = 0;
  return take(request, &request->head, bytes, size * count);
}

static size_t take_body(char *bytes, size_t size, size_t count, void *context) {
  CarrierRequest *request = context;
  return take(request, &request->body, bytes, size * count);
}

static CURLcode add_headers(CarrierRequest *request, const CarrierOrder *order) {
  for (size_t i = 0; i < order->header_count; i++) {
    struct curl_slist *longer = library.slist_append(request->headers, order->headers[i]);
    if (!longer) return CURLE_OUT_OF_MEMORY;
    request->headers = longer;
  }
  return library.easy_setopt(request->transfer.easy, CURLOPT_HTTPHEADER, request->headers);
}

static CURLcode prepare(
    CarrierRequest *request, const CarrierRoute *route, const CarrierOrder *order) {
  CURL *easy = request->transfer.easy;
  CURLcode code = transfer_prepare(&request->transfer, route);
  if (code == CURLE_OK) code = add_headers(request, order);
  SET(code, easy, CURLOPT_REQUEST_TARGET, order->target);
  if (order->has_body) {
    SET(code, easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)order->body_count);
    SET(code, easy, CURLOPT_COPYPOSTFIELDS, order->body_count ? (const char *)order->body : "");
  }
  // Behind the body, which would set the method, too.
  SET(code, easy, CURLOPT_CUSTOMREQUEST, order->method);
  long version = order->may_multiplex ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1;
  SET(code, easy, CURLOPT_HTTP_VERSION, version);
  // While a connection is being made, wait whether it can be shared.
  SET(code, easy, CURLOPT_PIPEWAIT, (long)order->may_multiplex);
  SET(code, easy, CURLOPT_MAXAGE_CONN, order->idle_seconds);
  SET(code, easy, CURLOPT_HEADERFUNCTION, take_head);
  SET(code, easy, CURLOPT_HEADERDATA, request);
  SET(code, easy, CURLOPT_WRITEFUNCTION, take_body);
  SET(code, easy, CURLOPT_WRITEDATA, request);
  return code;
}

static void release(CarrierRequest *request) {
  if (request->transfer.easy) library.easy_cleanup(request->transfer.easy);
  library.slist_free_all(request->headers);
  free(request->head.bytes);
  free(request->body.bytes);
  free(request);
}

CarrierRequest *carrier_send(
    Carrier *carrier, int64_t number, const CarrierRoute *route, const CarrierOrder *order,
    const char **words) {
  CarrierRequest *request = calloc(1, sizeof *request);
  *words = "out of memory";
  if (!request) return NULL;
  request->transfer.number = number;
  request->head.limit = order->head_limit;
  request->body.limit = order->body_limit;
  request->transfer.easy = library.easy_init();
  if (request->transfer.easy) {
    CURLcode code = prepare(request, route, order);
    if (code == CURLE_OK &&
        library.multi_add_handle(carrier->multi, request->transfer.easy) != CURLM_OK)
      code = CURLE_FAILED_INIT;
    if (code == CURLE_OK) return request;
    *words = library.easy_strerror(code);
  }
  release(request);
  return NULL;
}

void carrier_drop(Carrier *carrier, CarrierRequest *request) {
  library.multi_remove_handle(carrier->multi, request->transfer.easy);
  release(request);
}

long carrier_status(const CarrierRequest *request) {
  long status = 0;
  library.easy_getinfo(request->transfer.easy, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

const uint8_t *carrier_head(const CarrierRequest *request, size_t *count) {
  *count = request->head.count;
  return request->head.bytes;
}

const uint8_t *carrier_body(const CarrierRequest *request, size_t *count) {
  *count = request->body.count;
  return request->body.bytes;
}
