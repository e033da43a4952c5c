#include "front.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdlib.h>

struct Authority {
  EVP_PKEY *key;
  X509 *certificate;
};

static int add(X509 *certificate, X509 *issuer, int kind, const char *value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
  X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, kind, value);
  if (!extension) return 0;
  int done = X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
  return done;
}

// A certificate without extensions and signature.
static X509 *draft(const char *name, EVP_PKEY *key, long begins, long ends) {
  static _Atomic long serial;
  X509 *certificate = X509_new();
  if (!certificate) return NULL;
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
  X509_gmtime_adj(X509_getm_notBefore(certificate), begins);
  X509_gmtime_adj(X509_getm_notAfter(certificate), ends);
  X509_set_pubkey(certificate, key);
  X509_NAME_add_entry_by_txt(
      X509_get_subject_name(certificate), "CN", MBSTRING_ASC, (const unsigned char *)name, -1, -1,
      0);
  return certificate;
}

Authority *authority_make(void) {
  Authority *authority = calloc(1, sizeof *authority);
  if (!authority) return NULL;
  authority->key = EVP_EC_gen("P-256");
  X509 *own = authority->key ? draft("An authority for a test", authority->key, -60, 3600) : NULL;
  authority->certificate = own;
  if (own && X509_set_issuer_name(own, X509_get_subject_name(own)) &&
      add(own, own, NID_basic_constraints, "critical,CA:TRUE") &&
      add(own, own, NID_key_usage, "critical,keyCertSign,cRLSign") &&
      add(own, own, NID_subject_key_identifier, "hash") &&
      X509_sign(own, authority->key, EVP_sha256()))
    return authority;
  authority_free(authority);
  return NULL;
}

void authority_free(Authority *authority) {
  X509_free(authority->certificate);
  EVP_PKEY_free(authority->key);
  free(authority);
}

int authority_write(const Authority *authority, const char *path) {
  FILE *file = fopen(path, "w");
  if (!file) return 0;
  int done = PEM_write_X509(file, authority->certificate);
  return fclose(file) == 0 && done;
}

SSL_CTX *authority_context(
    const Authority *authority, const char *names, long begins, long ends) {
  EVP_PKEY *key = EVP_EC_gen("P-256");
  X509 *certificate = key ? draft("A server for a test", key, begins, ends) : NULL;
  SSL_CTX *context = SSL_CTX_new(TLS_server_method());
  int done = certificate && context &&
      X509_set_issuer_name(certificate, X509_get_subject_name(authority->certificate)) &&
      add(certificate, authority->certificate, NID_subject_alt_name, names) &&
      add(certificate, authority->certificate, NID_authority_key_identifier, "keyid") &&
      X509_sign(certificate, authority->key, EVP_sha256()) &&
      SSL_CTX_use_certificate(context, certificate) && SSL_CTX_use_PrivateKey(context, key);
  X509_free(certificate);
  EVP_PKEY_free(key);
  if (done) return context;
  SSL_CTX_free(context);
  return NULL;
}
