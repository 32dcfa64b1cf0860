import Federation
import SAML
import Yams

extension ServiceProviderEntry {
    /// Reads `minimum-level`, `signing`, `allows-unsigned-requests`, `classes` and `maximum-session-age-minutes`: the one reader of decisions, for those
    /// of the folder, those that commands bring and those that the register keeps.
    ///
    /// - Throws: `Failure`, with the line, for a key or a value that is none and for what is no YAML.
    init(yaml: String) throws(Failure) {
        self.init()
        for (key, value) in try Self.mapping(yaml) {
            let place = key.mark.map { "line \($0.line): " } ?? ""
            switch key.string {
            case "minimum-level": minimumLevel = try Self.level(value, place + "minimum-level")
            case "signing": signing = try Self.signing(value, place + "signing")
            case "allows-unsigned-requests":
                guard let allowed = value.bool else {
                    throw Failure(
                        "\(place)allows-unsigned-requests expects true or false, not \(Self.written(value))")
                }
                allowsUnsignedRequests = allowed
            case "classes":
                guard let table = value.mapping else {
                    throw Failure("\(place)classes expects a table such as { urn:example:strong: high }")
                }
                for (name, level) in table {
                    let place = name.mark.map { "line \($0.line): " } ?? place
                    guard let name = name.string else {
                        throw Failure("\(place)classes expects AuthnContextClassRefs with low, substantial or high")
                    }
                    classes[name] = try Self.level(level, "\(place)classes: \(name)")
                }
            case "maximum-session-age-minutes":
                guard let minutes = value.int, (0...1440).contains(minutes) else {
                    throw Failure(
                        "\(place)maximum-session-age-minutes expects a whole number from 0 to 1440, not "
                            + Self.written(value))
                }
                maximumSessionAge = .seconds(60 * minutes)
            default:
                throw Failure(
                    "\(place)no such key \(Self.written(key)): there are minimum-level, signing, "
                        + "allows-unsigned-requests, classes and maximum-session-age-minutes")
            }
        }
    }

    private static func mapping(_ yaml: String) throws(Failure) -> Node.Mapping {
        let root: Node?
        do {
            root = try Yams.compose(yaml: yaml)
        } catch {
            throw Failure("\(ConfigurationProblem(notYAML: error))")
        }
        guard let mapping = root?.mapping else {
            throw Failure("expects keys and values, such as minimum-level: substantial")
        }
        return mapping
    }

    private static func level(_ value: Node, _ key: String) throws(Failure) -> LevelOfAssurance {
        guard let level = value.string.flatMap({ LevelOfAssurance($0) }) else {
            throw Failure("\(key) expects low, substantial or high, not \(written(value))")
        }
        return level
    }

    private static func signing(_ value: Node, _ key: String) throws(Failure) -> ResponseBuilder.Signing {
        guard let signing = value.string.flatMap({ ResponseBuilder.Signing(rawValue: $0) }) else {
            throw Failure("\(key) expects assertion, response or both, not \(written(value))")
        }
        return signing
    }

    private static func written(_ value: Node) -> String {
        switch value {
        case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : scalar.string
        case .sequence: "a list"
        case .mapping: "a table"
        case .alias: "an alias"
        }
    }
}
