// The functions of one digest, which OpenSSL 3 calls deprecated in favor of its providers: linked by themselves they are
// some kilobytes, where the providers are a library of 5 MB that every start of the program would have to load.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
