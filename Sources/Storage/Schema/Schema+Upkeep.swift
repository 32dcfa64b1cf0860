extension Schema {
    /// What housekeeping looks for each minute is found by an index.
    static let upkeep: [Statement] = [
        "CREATE INDEX logins_renewal_until ON logins (renewal_until) WHERE renewal IS NOT NULL"
    ]
}
