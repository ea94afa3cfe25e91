/* sofia-sip as a reader: `sofia FILE`, and on standard input lines `message TIMES` or `sdp TIMES`. For each it reads the INVITE of
 * the file, or the SDP in it, this often, and says how many nanoseconds that took and how many allocations. A message comes with
 * all its header fields typed: sofia-sip reads them at once. */
#define _GNU_SOURCE
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <sofia-sip/msg.h>
#include <sofia-sip/sdp.h>
#include <sofia-sip/sip.h>
#include <sofia-sip/sip_header.h>
#include <sofia-sip/sip_parser.h>
#include <sofia-sip/su_alloc.h>

static unsigned long long allocations;

/* The library's calls come here, too: what a program defines goes before what the C library does. */
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
void *malloc(size_t size) { allocations++; return __libc_malloc(size); }
void *calloc(size_t count, size_t size) { allocations++; return __libc_calloc(count, size); }
void *realloc(void *at, size_t size) { allocations++; return __libc_realloc(at, size); }

static void fail(char const *why)
{
    fprintf(stderr, "sofia: %s\n", why);
    exit(1);
}

static void read_message(char const *octets, size_t length)
{
    msg_t *msg = msg_make(sip_default_mclass(), 0, octets, (ssize_t)length);
    sip_t *sip = sip_object(msg);
    if (!sip || msg_has_error(msg) || !sip->sip_request || !sip->sip_via || !sip->sip_from || !sip->sip_to ||
        !sip->sip_cseq || !sip->sip_contact || !sip->sip_payload)
        fail("no INVITE");
    msg_destroy(msg);
}

static void read_sdp(char const *octets, size_t length)
{
    sdp_parser_t *parser = sdp_parse(NULL, octets, (issize_t)length, 0);
    sdp_session_t *session = sdp_session(parser);
    if (!session || !session->sdp_media || !session->sdp_media->m_rtpmaps)
        fail("no SDP");
    sdp_parser_free(parser);
}

static unsigned long long now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec * 1000000000ULL + at.tv_nsec;
}

int main(int count, char **arguments)
{
    static char octets[65536];
    char what[16];
    unsigned long long times;
    FILE *file = count == 2 ? fopen(arguments[1], "rb") : NULL;
    if (!file)
        fail("sofia FILE");
    size_t length = fread(octets, 1, sizeof octets - 1, file);
    fclose(file);
    char *body = strstr(octets, "\r\n\r\n");
    if (!body)
        fail("no message");
    body += 4;
    /* Else, depending on where its memory happens to lie, the heap is given back after each message: 43 us instead of 3. */
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
    mallopt(M_MMAP_THRESHOLD, 64 << 20);
    while (scanf("%15s %llu", what, &times) == 2) {
        int is_sdp = strcmp(what, "sdp") == 0;
        unsigned long long before = allocations, begun = now();
        for (unsigned long long i = 0; i < times; i++) {
            if (is_sdp)
                read_sdp(body, length - (size_t)(body - octets));
            else
                read_message(octets, length);
        }
        unsigned long long ended = now();
        printf("%llu %llu\n", ended - begun, allocations - before);
        fflush(stdout);
    }
    return 0;
}
