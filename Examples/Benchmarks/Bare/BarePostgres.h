#ifndef BARE_POSTGRES_H
#define BARE_POSTGRES_H

#include "Bare.h"

#if __has_include(<postgresql/libpq-fe.h>)
#include <postgresql/libpq-fe.h>
#else
#include <libpq-fe.h>
#endif

/* A connection to the server, or NULL and why. */
PGconn *bare_connected(const char *connection, char **failure);

/* Runs a statement; NULL and why if it failed. */
PGresult *bare_query(PGconn *connection, const char *text, char **failure);

/* Prepares a statement under a name. */
int bare_named(PGconn *connection, const char *name, const char *text, char **failure);

/* Ends a pipelined transaction and reads what came of it: the rows, or -1 and why. */
int64_t bare_settle(PGconn *connection, char **failure);

#endif
