#if !Postgres
    /// The store on PostgreSQL, which this build leaves out.
    ///
    /// Turn on the trait `Postgres` of the package CreditLedger: in a manifest by
    /// `.package(url: "…", from: "…", traits: ["Postgres"])`, on the command line by
    /// `--traits Postgres`. It needs libpq and its headers (`libpq-dev`).
    @available(
        *, unavailable, message: "turn on the trait Postgres of the package CreditLedger to use it"
    )
    public enum PostgresStore {}
#endif
