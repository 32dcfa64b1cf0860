import Octets

/// The style sheet, the logo, the script and other static files, in memory.
///
/// A resource's path contains a digest of its content, so that browsers can cache it permanently.
package struct StaticResources: Sendable {
    package struct Resource: Sendable {
        /// The file's name: "aldaba.css".
        package let name: String
        /// The path at which it is served, "/static/<digest>/aldaba.css".
        package let path: String
        /// The value of Content-Type.
        package let mediaType: String
        package let bytes: [UInt8]
        /// Sixteen hexadecimal digits.
        package let digest: String
    }

    private let byPath: [String: Resource]
    private let byName: [String: Resource]

    package var all: [Resource] { byName.values.sorted { $0.name < $1.name } }

    init(in folder: ResourceFolder) throws(PageResourceError) {
        var byPath: [String: Resource] = [:]
        var byName: [String: Resource] = [:]
        for name in try folder.names(in: "static") {
            let bytes = try folder.bytes(name, in: "static")
            let digest = Self.digest(bytes)
            let resource = Resource(
                name: name, path: "/static/\(digest)/\(name)", mediaType: try Self.mediaType(of: name), bytes: bytes,
                digest: digest)
            byPath[resource.path] = resource
            byName[name] = resource
        }
        self.byPath = byPath
        self.byName = byName
    }

    /// Returns the resource at the path of a request, or `nil`. The path must match exactly and never reaches a file
    /// system.
    package func resource(at path: String) -> Resource? { byPath[path] }

    package func resource(named name: String) -> Resource? { byName[name] }

    func path(of name: String) throws(PageResourceError) -> String {
        guard let resource = byName[name] else { throw .fileMissing("static/\(name)") }
        return resource.path
    }

    private static func mediaType(of name: String) throws(PageResourceError) -> String {
        switch name.split(separator: ".").last {
        case "css": return "text/css; charset=utf-8"
        case "js": return "text/javascript; charset=utf-8"
        case "svg": return "image/svg+xml"
        case "txt": return "text/plain; charset=utf-8"
        default: throw .fileMissing("static/\(name): no media type is known for it")
        }
    }

    /// The FNV-1a hash, 64 bits. It distinguishes versions of our own files, and is not for security.
    private static func digest(_ bytes: [UInt8]) -> String {
        let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return Hexadecimal.lowercase(withUnsafeBytes(of: hash.bigEndian, Array.init))
    }
}
