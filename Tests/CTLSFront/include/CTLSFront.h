#ifndef CTLSFRONT_H
#define CTLSFRONT_H

// TLS before a plain server on this machine, with certificates made on the spot, for tests.

#include <stdint.h>

// Who signs certificates; NULL when it cannot be made.
typedef struct Authority Authority;
Authority *authority_make(void);
void authority_free(Authority *authority);
// Its own certificate in PEM, for those who shall trust it; 0 on failure.
int authority_write(const Authority *authority, const char *path);

// Accepts TLS on a free port of 127.0.0.1 and passes the bytes on to another port of it.
typedef struct TLSFront TLSFront;
// The certificate is for a name, as in `DNS:localhost,IP:127.0.0.1`, and good between two times
// that are counted in seconds from now. NULL on failure.
TLSFront *front_open(
    const Authority *authority, const char *names, long begins, long ends, uint16_t to_port);
uint16_t front_port(const TLSFront *front);
// How many connections finished their handshake.
int front_greeted(TLSFront *front);
// Ends every connection and waits for the threads.
void front_close(TLSFront *front);

#endif
