#pragma once

#include <stddef.h>

/// Starts a detached thread with a stack of `stack_bytes` that runs `body(context)` and never ends: on another processor than
/// the caller's where the caller may use more than one, and from then on on any of those. The system's own choice is the
/// caller's processor in two of five starts of a small program, and it takes milliseconds to see that this was one too many.
///
/// 0, or the error number.
int es_start_thread(void *(*body)(void *), void *context, size_t stack_bytes);
