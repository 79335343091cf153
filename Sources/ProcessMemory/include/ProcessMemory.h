#ifndef PROCESS_MEMORY_H
#define PROCESS_MEMORY_H

/// Lets memory grow in large steps and stay, as fits a process that ends when its work is done: glibc lets the memory of
/// every thread but the first grow by a page at a time, each with a call of the kernel. Does nothing elsewhere.
void growMemoryInLargeSteps(void);

#endif
