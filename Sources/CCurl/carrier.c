#include "carrier.h"

#include <stdlib.h>

Carrier *carrier_make(void) {
  if (carrier_load()) return NULL;
  Carrier *carrier = calloc(1, sizeof *carrier);
  if (!carrier) return NULL;
  carrier->multi = library.multi_init();
  if (carrier->multi) return carrier;
  free(carrier);
  return NULL;
}

void carrier_free(Carrier *carrier) {
  library.multi_cleanup(carrier->multi);
  free(carrier);
}

// Called when a connection stands and before the first byte of a request is sent. A kept-alive
// connection that dies without an answer makes the library send the request again on a new one;
// an order must not go out twice.
static int before_request(
    void *context, char *remote, char *local, int remote_port, int local_port) {
  (void)remote, (void)local, (void)remote_port, (void)local_port;
  Transfer *transfer = context;
  transfer->attempts++;
  return transfer->attempts == 1 ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

CURLcode transfer_prepare(Transfer *transfer, const CarrierRoute *route) {
  CURL *easy = transfer->easy;
  CURLcode code = CURLE_OK;
  SET(code, easy, CURLOPT_PRIVATE, transfer);
  SET(code, easy, CURLOPT_URL, route->url);
  SET(code, easy, CURLOPT_PROTOCOLS_STR, "http,https");
  SET(code, easy, CURLOPT_PREREQFUNCTION, before_request);
  SET(code, easy, CURLOPT_PREREQDATA, transfer);
  SET(code, easy, CURLOPT_FOLLOWLOCATION, 0L);
  SET(code, easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
  // Signals belong to the program; a lookup that hangs must not hold up whoever gives up.
  SET(code, easy, CURLOPT_NOSIGNAL, 1L);
  SET(code, easy, CURLOPT_QUICK_EXIT, 1L);
  SET(code, easy, CURLOPT_CONNECTTIMEOUT_MS, route->connect_milliseconds);
  SET(code, easy, CURLOPT_TIMEOUT_MS, route->total_milliseconds);
  SET(code, easy, CURLOPT_TCP_KEEPALIVE, 1L);
  SET(code, easy, CURLOPT_SSL_VERIFYPEER, 1L);
  SET(code, easy, CURLOPT_SSL_VERIFYHOST, 2L);
  SET(code, easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  // A directory beside the file would be read at each connection, which takes 20 ms, and would
  // add its authorities to those of the file.
  SET(code, easy, CURLOPT_CAPATH, NULL);
  if (route->authorities) SET(code, easy, CURLOPT_CAINFO, route->authorities);
  if (route->is_direct) SET(code, easy, CURLOPT_PROXY, "");
  // Asked for plain HTTP, a proxy would get a request it may write anew.
  SET(code, easy, CURLOPT_HTTPPROXYTUNNEL, 1L);
  SET(code, easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  return code;
}

void carrier_wait(Carrier *carrier, CarrierWatch *watches, unsigned count, int milliseconds) {
  struct curl_waitfd *waits = count ? calloc(count, sizeof *waits) : NULL;
  if (count && !waits) return;
  for (unsigned i = 0; i < count; i++) {
    waits[i].fd = watches[i].descriptor;
    if (watches[i].wanted & CARRIER_READ) waits[i].events |= CURL_WAIT_POLLIN;
    if (watches[i].wanted & CARRIER_WRITE) waits[i].events |= CURL_WAIT_POLLOUT;
  }
  library.multi_poll(carrier->multi, waits, count, milliseconds, NULL);
  for (unsigned i = 0; i < count; i++) {
    watches[i].found = 0;
    if (waits[i].revents & CURL_WAIT_POLLIN) watches[i].found |= CARRIER_READ;
    if (waits[i].revents & CURL_WAIT_POLLOUT) watches[i].found |= CARRIER_WRITE;
  }
  free(waits);
}

void carrier_work(Carrier *carrier) {
  int running = 0;
  library.multi_perform(carrier->multi, &running);
}

static int trouble_of(CURLcode code, const Transfer *transfer) {
  if (transfer->is_too_large) return CARRIER_TOO_LARGE;
  switch (code) {
    case CURLE_OK: return transfer->lacks_head ? CARRIER_CUT : CARRIER_WELL;
    case CURLE_COULDNT_RESOLVE_HOST: return CARRIER_NO_NAME;
    case CURLE_COULDNT_CONNECT: return CARRIER_NO_WAY;
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_PROXY: return CARRIER_NO_PROXY;
    case CURLE_PEER_FAILED_VERIFICATION: return CARRIER_BAD_CERTIFICATE;
    case CURLE_SSL_CACERT_BADFILE: return CARRIER_NO_AUTHORITIES;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_ISSUER_ERROR: return CARRIER_NO_TLS;
    case CURLE_OPERATION_TIMEDOUT: return CARRIER_TOO_LATE;
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
      // Before a request begins, only a proxy has been spoken to in plain bytes.
      return transfer->attempts == 0 ? CARRIER_NO_PROXY : CARRIER_LOST;
    default: return CARRIER_LOST;
  }
}

int carrier_next(Carrier *carrier, CarrierEnd *end) {
  int left = 0;
  CURLMsg *message;
  while ((message = library.multi_info_read(carrier->multi, &left))) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL *easy = message->easy_handle;
    CURLcode code = message->data.result;
    Transfer *transfer = NULL;
    library.easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
    if (!transfer) continue;
    *end = (CarrierEnd){
        .number = transfer->number,
        .is_socket = transfer->is_socket,
        .trouble = trouble_of(code, transfer),
        .words = library.easy_strerror(code),
        .has_begun = transfer->attempts > 0,
        .was_stopped = transfer->attempts > 1,
    };
    library.easy_getinfo(easy, CURLINFO_HTTP_CONNECTCODE, &end->proxy_status);
    library.easy_getinfo(easy, CURLINFO_OS_ERRNO, &end->system_error);
    library.easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &end->verification);
    return 1;
  }
  return 0;
}
