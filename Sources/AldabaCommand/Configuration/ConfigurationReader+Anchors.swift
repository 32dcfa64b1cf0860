import Certificates
import Yams

extension ConfigurationReader {
    private static let profiles = CertificateProfile.standard.map(\.name)

    /// `certificate.anchors`: a list of files, each by itself or as `{ file: …, profiles: […] }`. From the environment,
    /// files alone.
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
                "expects files, each by itself or as { file: ca/root.pem, profiles: [\(Self.profiles[0])] }")
            return nil
        }
        let path = readableFile(file, of: .certificateAnchors)
        guard let written = mapping["profiles"] else { return Configuration.Anchor(file: path, profiles: nil) }
        let names = written.sequence?.map { $0.string ?? "" } ?? []
        if names.isEmpty || !names.allSatisfy(Self.profiles.contains) {
            report(
                .certificateAnchors,
                "\(file): profiles expects a list of some of \(Self.profiles.joined(separator: ", ")), or no such key "
                    + "for all of them")
        }
        return Configuration.Anchor(file: path, profiles: Set(names))
    }

    /// Notes authorities that could issue each other's kinds of certificates.
    mutating func warnOfAnchors(_ anchors: [Configuration.Anchor]) {
        for anchor in anchors where anchor.profiles == nil {
            report(
                .certificateAnchors,
                "\(anchor.file) may issue certificates of every kind, the identity card's among them: name those that it "
                    + "does, as { file: \(anchor.file), profiles: [\(Self.profiles.joined(separator: ", "))] }",
                as: .warning)
        }
    }
}
