#if Postgres
#endif
