#ifndef FRONT_H
#define FRONT_H

#include "CTLSFront.h"

#include <openssl/ssl.h>

// A context with a fresh certificate of the authority; NULL on failure.
SSL_CTX *authority_context(
    const Authority *authority, const char *names, long begins, long ends);

#endif
