extension CertificateRecipe {
    /// The configuration for `openssl req`: subject and extensions, the alternative name and the statements as ASN.1.
    var configuration: String {
        var lines = [
            "[req]", "prompt = no", "utf8 = yes", "string_mask = utf8only", "distinguished_name = subject", "[subject]",
        ]
        lines += subject.enumerated().map { "\($0).\($1.type) = \($1.value.replacing(",", with: "\\,"))" }
        lines += ["[extensions]", "subjectKeyIdentifier = hash", "authorityKeyIdentifier = keyid"]
        let simple = [
            ("basicConstraints", basicConstraints), ("keyUsage", keyUsage), ("extendedKeyUsage", extendedKeyUsage),
            ("certificatePolicies", policies.isEmpty ? nil : policies.joined(separator: ", ")),
            ("1.3.6.1.5.5.7.1.3", statements.isEmpty ? nil : "ASN1:SEQUENCE:statements"),
            ("subjectAltName", alternativeName.isEmpty ? nil : "ASN1:SEQUENCE:names"),
        ]
        lines += simple.compactMap { name, value in value.map { "\(name) = \($0)" } } + extensions
        return (lines + statementSections + nameSections).joined(separator: "\n") + "\n"
    }

    private var statementSections: [String] {
        var lines = ["[statements]"] + statements.indices.map { "s\($0) = SEQUENCE:statement\($0)" }
        for (index, (statement, values)) in statements.enumerated() {
            lines += ["[statement\(index)]", "id = OID:\(statement)"]
            if values.isEmpty { continue }
            lines += ["info = SEQUENCE:information\(index)", "[information\(index)]"]
            lines += values.enumerated().map { "v\($0) = OID:\($1)" }
        }
        return lines
    }

    private var nameSections: [String] {
        var lines = ["[names]", "name = EXPLICIT:4,SEQUENCE:name", "[name]"]
        lines += alternativeName.indices.map { "f\($0) = SET:set\($0)" }
        for (index, field) in alternativeName.enumerated() {
            lines += ["[set\(index)]", "field = SEQUENCE:field\(index)", "[field\(index)]"]
            lines += ["type = OID:\(field.type)", "value = FORMAT:UTF8,UTF8String:\(field.value)"]
        }
        return lines
    }
}
