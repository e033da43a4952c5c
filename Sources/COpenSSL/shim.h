// The part of OpenSSL that `Crypto` uses.
//
// OpenSSL 3 marks the SHA256_CTX functions and their kin deprecated in favour of EVP. They are used
// on purpose: their state is a plain value that can be copied, which makes a prepared HMAC key a
// memory copy instead of a fetch, an allocation or a lock (see HMACKey.swift). This switches off
// the warning.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/x509.h>
#include <sys/prctl.h>

// Swift cannot call a function with variable arguments.
static inline int process_hide(void) { return prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L); }
static inline int process_is_hidden(void) { return prctl(PR_GET_DUMPABLE, 0L, 0L, 0L, 0L) == 0; }
