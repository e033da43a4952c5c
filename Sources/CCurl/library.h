#ifndef LIBRARY_H
#define LIBRARY_H

// What is used of libcurl, found in it when it is loaded.

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

#define LIBRARY_FUNCTIONS(each) \
  each(global_init) \
  each(version_info) \
  each(slist_append) \
  each(slist_free_all) \
  each(easy_init) \
  each(easy_cleanup) \
  each(easy_setopt) \
  each(easy_getinfo) \
  each(easy_strerror) \
  each(easy_send) \
  each(easy_recv) \
  each(multi_init) \
  each(multi_cleanup) \
  each(multi_add_handle) \
  each(multi_remove_handle) \
  each(multi_perform) \
  each(multi_poll) \
  each(multi_info_read)

typedef struct {
#define LIBRARY_POINTER(name) __typeof__(&curl_##name) name;
  LIBRARY_FUNCTIONS(LIBRARY_POINTER)
#undef LIBRARY_POINTER
} Library;

extern Library library;

#endif
