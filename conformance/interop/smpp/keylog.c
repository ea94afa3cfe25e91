/* Preloaded into a program that uses OpenSSL and writes no key log: makes OpenSSL write one to the file that SSLKEYLOGFILE
 * names, so that tshark can read its captures. Needs no headers of OpenSSL. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

typedef void (*line_callback)(const void *ssl, const char *line);

static void write_line(const void *ssl, const char *line)
{
    const char *name = getenv("SSLKEYLOGFILE");
    FILE *file = name != NULL ? fopen(name, "a") : NULL;

    (void)ssl;
    if (file != NULL) {
        fprintf(file, "%s\n", line);
        fclose(file);
    }
}

void *SSL_CTX_new(const void *method)
{
    void *(*real_new)(const void *) = (void *(*)(const void *))dlsym(RTLD_NEXT, "SSL_CTX_new");
    void (*set_callback)(void *, line_callback) =
        (void (*)(void *, line_callback))dlsym(RTLD_NEXT, "SSL_CTX_set_keylog_callback");
    void *context = real_new(method);

    if (context != NULL && set_callback != NULL)
        set_callback(context, write_line);
    return context;
}
