#include "ProcessMemory.h"

#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

void growMemoryInLargeSteps(void) {
#ifdef __GLIBC__
  const int megabyte = 1 << 20;
  // Swift has no name for these (its Glibc leaves malloc.h out): that is why this is C.
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_TOP_PAD, 64 * megabyte);
  mallopt(M_TRIM_THRESHOLD, 1024 * megabyte);
#endif
}
