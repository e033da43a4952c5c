#ifndef CARRIER_H
#define CARRIER_H

#include "CCurl.h"
#include "library.h"

struct Carrier {
  CURLM *multi;
};

// What requests and sockets begin with; a handle's private pointer leads here.
typedef struct {
  CURL *easy;
  int64_t number;
  int is_socket;
  int attempts;
  int is_too_large;
  // An answer has begun whose head is not whole; the library takes its end for a good one.
  int lacks_head;
} Transfer;

// The first option that was refused, or CURLE_OK.
CURLcode transfer_prepare(Transfer *transfer, const CarrierRoute *route);

// Sets an option unless one before it was refused.
#define SET(code, easy, option, value) \
  do { \
    if ((code) == CURLE_OK) (code) = library.easy_setopt((easy), (option), (value)); \
  } while (0)

#endif
