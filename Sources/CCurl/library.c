#include "library.h"
#include "CCurl.h"

#include <dlfcn.h>
#include <pthread.h>

Library library;

static const char *trouble = "libcurl was not loaded";
static pthread_once_t once = PTHREAD_ONCE_INIT;

// The newest thing used is CURLOPT_QUICK_EXIT, of 7.87.
enum { OLDEST = 0x075700 };

static void load(void) {
  void *file = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (!file) {
    trouble = "libcurl.so.4 is not on this machine (Debian's package is called libcurl4)";
    return;
  }
#define LIBRARY_FIND(name) \
  library.name = (__typeof__(library.name))dlsym(file, "curl_" #name); \
  if (!library.name) { \
    trouble = "libcurl.so.4 has no curl_" #name; \
    return; \
  }
  LIBRARY_FUNCTIONS(LIBRARY_FIND)
#undef LIBRARY_FIND
  if (library.version_info(CURLVERSION_NOW)->version_num < OLDEST) {
    trouble = "libcurl is older than 7.87";
    return;
  }
  if (library.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
    trouble = "libcurl could not be set up";
    return;
  }
  trouble = NULL;
}

const char *carrier_load(void) {
  pthread_once(&once, load);
  return trouble;
}
