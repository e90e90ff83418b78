# Building with traits, a part of the other scripts.

# build ARGUMENTS: `swift build`. SwiftPM names the traits to the compiler in an order that is
# another one in each run, and with each other order it compiles all of the library anew. Only the
# build is kept from that, and not the tests: they shall meet sets in any order.
build() {
    SWIFT_DETERMINISTIC_HASHING=1 swift build "$@"
}
