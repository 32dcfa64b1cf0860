extension Schema {
    /// The document of the policy that the operator decided for an entity, and the revision of the register in which
    /// it was stored.
    ///
    /// The release before changes `decisions` and `revision` only. Then the two revisions differ, and the document no
    /// longer applies.
    static let policies: [Statement] = [
        "ALTER TABLE entities ADD COLUMN policy TEXT",
        "ALTER TABLE entities ADD COLUMN policy_revision \(sql: .integer)",
    ]
}
