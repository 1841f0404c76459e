#define _GNU_SOURCE
#include "CThreads.h"

#include <pthread.h>
#include <sched.h>

/// The processors of the program; empty where there are more than the set holds. Asked once, since a thread that has just been
/// started may not have all of them yet.
static cpu_set_t allowed;

static void ask(void) {
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) CPU_ZERO(&allowed);
}

static int start(void *(*body)(void *), void *context, size_t stack_bytes, const cpu_set_t *processors, pthread_t *thread) {
  pthread_attr_t attributes;
  int status = pthread_attr_init(&attributes);
  if (status != 0) return status;
  status = pthread_attr_setstacksize(&attributes, stack_bytes);
  if (status == 0) status = pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  if (status == 0 && processors) status = pthread_attr_setaffinity_np(&attributes, sizeof *processors, processors);
  if (status == 0) status = pthread_create(thread, &attributes, body, context);
  pthread_attr_destroy(&attributes);
  return status;
}

int es_start_thread(void *(*body)(void *), void *context, size_t stack_bytes) {
  static pthread_once_t asked = PTHREAD_ONCE_INIT;
  pthread_once(&asked, ask);
  pthread_t thread;
  int own = sched_getcpu();
  if (own >= 0 && CPU_COUNT(&allowed) > 1) {
    cpu_set_t others = allowed;
    CPU_CLR((size_t)own, &others);
    if (start(body, context, stack_bytes, &others, &thread) == 0) {
      pthread_setaffinity_np(thread, sizeof allowed, &allowed);
      return 0;
    }
  }
  return start(body, context, stack_bytes, NULL, &thread);
}
