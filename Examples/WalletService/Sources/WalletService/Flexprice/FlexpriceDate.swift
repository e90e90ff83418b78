/// A date and time as Flexprice's requests have it.
extension Schema {
    /// A date and time; without a zone it is in UTC.
    static let flexpriceDate: Schema = .either(
        .instant, .text(pattern: "^\(day)([T ]\(time)(\\.[0-9]+)?(\(zone))?)?$"))

    /// A day that there is.
    private static let day = """
        ((?!0000)[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])\
        |(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))\
        |([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][48]|[2468]0|[13579][26])00)-02-29)
        """
    private static let time = "\(hour):\(minute):\(minute)"
    private static let zone = " UTC|Z|[+-]\(hour):\(minute)"
    private static let hour = "([01][0-9]|2[0-3])"
    private static let minute = "[0-5][0-9]"
}
