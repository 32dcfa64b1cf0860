import Certificates
import Yams

extension ConfigurationReader {
    private static let profiles = CertificateProfile.standard.map(\.name)

    /// Reads `certificate.anchors`: a list of files, each a path or `{ file: …, profiles: […] }`. The environment can
    /// set only paths.
    mutating func anchors() -> [Configuration.Anchor] {
        guard let entries = entries(.certificateAnchors) else {
            return readableFiles(.certificateAnchors).map { Configuration.Anchor(file: $0, profiles: nil) }
        }
        return entries.compactMap { anchor($0) }
    }

    private mutating func anchor(_ entry: Node) -> Configuration.Anchor? {
        if let file = entry.string {
            return Configuration.Anchor(file: readableFile(file, of: .certificateAnchors), profiles: nil)
        }
        guard let mapping = entry.mapping, let file = mapping["file"]?.string,
            mapping.keys.allSatisfy({ ["file", "profiles"].contains($0.string) })
        else {
            report(
                .certificateAnchors,
                "expects a list of paths or of { file: ca/root.pem, profiles: [\(Self.profiles[0])] }")
            return nil
        }
        let path = readableFile(file, of: .certificateAnchors)
        guard let written = mapping["profiles"] else { return Configuration.Anchor(file: path, profiles: nil) }
        let names = written.sequence?.map { $0.string ?? "" } ?? []
        if names.isEmpty || !names.allSatisfy(Self.profiles.contains) {
            report(
                .certificateAnchors,
                "\(file): profiles expects a list with some of \(Self.profiles.joined(separator: ", ")); for all of "
                    + "them, leave out the key")
        }
        return Configuration.Anchor(file: path, profiles: Set(names))
    }

    /// Warns of authorities that may issue certificates of any profile.
    mutating func warnOfAnchors(_ anchors: [Configuration.Anchor]) {
        for anchor in anchors where anchor.profiles == nil {
            report(
                .certificateAnchors,
                "\(anchor.file) may issue certificates of every kind, also of the identity card: name the profiles "
                    + "that it issues, as { file: \(anchor.file), profiles: "
                    + "[\(Self.profiles.joined(separator: ", "))] }",
                as: .warning)
        }
    }
}
