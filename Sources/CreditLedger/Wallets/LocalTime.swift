internal import Foundation

/// The wall clock of one zone of the IANA time zone database.
///
/// Local times are milliseconds like those of an `Instant`, as if the wall clock showed UTC. The
/// offsets are Foundation's; which names and which local times count is decided here.
struct LocalTime: Hashable, Sendable {
    /// More than any zone is ahead of UTC or behind it, in milliseconds: a day.
    static let widest: Int64 = 86_400_000

    /// `nil` for UTC, which needs no look-up.
    private let zone: TimeZone?

    /// The zone of a name of the IANA database in its exact case, links such as `US/Pacific`
    /// included; `nil` for any other name, and for a zone that this system lacks.
    ///
    /// Foundation alone is no judge: it also takes `GMT+2`, `PST`, `IST` (a `+05:30` that meant
    /// Israel or Ireland), and reads a name with a NUL inside as GMT.
    init?(zone name: String) {
        guard name != "UTC" else {
            self.zone = nil
            return
        }
        guard Self.mayBeName(name), let zone = TimeZone(identifier: name) else { return nil }
        // A zone that comes under another name is a fallback, but for GMT by its other names.
        guard zone.identifier == name || Self.aliasesOfGMT.contains(name) else { return nil }
        self.zone = zone
    }

    /// What the wall clock shows at `instant`, which lies within the years 1 to 9999.
    func local(_ instant: Instant) -> Int64 {
        instant.milliseconds + offset(at: instant.milliseconds)
    }

    /// The instant at which the wall clock shows `local`: the first of two; and where it skips
    /// `local`, as much later as it skips (R8.2b).
    func instant(_ local: Int64) -> Instant {
        guard zone != nil else { return Instant(unchecked: local) }
        // No zone ever changed twice within four days, so that one change at most lies between.
        let before = offset(at: local - Self.widest)
        let after = offset(at: local + Self.widest)
        let early = local - before
        if before == after || offset(at: early) == before { return Instant(unchecked: early) }
        let late = local - after
        return Instant(unchecked: offset(at: late) == after ? late : early)
    }

    /// Milliseconds east of UTC.
    private func offset(at milliseconds: Int64) -> Int64 {
        guard let zone else { return 0 }
        // Zones change on whole seconds, which a `Date` holds exactly.
        let (seconds, _) = CivilDate.floorDivide(milliseconds, by: 1000)
        let date = Instant(unchecked: seconds * 1000).date
        return Int64(zone.secondsFromGMT(for: date)) * 1000
    }

    private static func mayBeName(_ name: String) -> Bool {
        guard name.contains("/") else { return namesWithoutArea.contains(name) }
        return !name.hasPrefix("SystemV/") && name != "US/Pacific-New"
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "_"),
                    UInt8(ascii: "-"), UInt8(ascii: "+"):
                    true
                default: false
                }
            }
    }

    /// The names of the database that have no area in front; it takes up no new ones.
    private static let namesWithoutArea: Set<String> = [
        "CET", "CST6CDT", "Cuba", "EET", "EST", "EST5EDT", "Egypt", "Eire", "Factory", "GB",
        "GB-Eire", "GMT", "GMT+0", "GMT-0", "GMT0", "Greenwich", "HST", "Hongkong", "Iceland",
        "Iran", "Israel", "Jamaica", "Japan", "Kwajalein", "Libya", "MET", "MST", "MST7MDT", "NZ",
        "NZ-CHAT", "Navajo", "PRC", "PST8PDT", "Poland", "Portugal", "ROC", "ROK", "Singapore",
        "Turkey", "UCT", "UTC", "Universal", "W-SU", "WET", "Zulu",
    ]

    /// Names that Foundation reports as GMT, which they are.
    private static let aliasesOfGMT: Set<String> = ["GMT+0", "GMT-0", "GMT0"]
}
