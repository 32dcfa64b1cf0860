package import Foundation

/// The folder of the templates, the texts and the static files.
package struct ResourceFolder: Sendable {
    let url: URL

    /// A folder that contains `templates`, `languages` and `static`, for tests.
    package init(at url: URL) { self.url = url }

    /// Returns the folder that the build puts next to the executable.
    ///
    /// `Bundle.module` is not used: when the folder is missing, it stops the process without a useful message.
    /// - Throws: `PageResourceError.folderNotFound`.
    package static func besideExecutable() throws(PageResourceError) -> Self {
        let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let places = [executable, Bundle.main.bundleURL].map {
            $0.appendingPathComponent("Aldaba_Pages.resources/Resources", isDirectory: true)
        }
        guard
            let place = places.first(where: {
                FileManager.default.fileExists(atPath: $0.appendingPathComponent("templates").path)
            })
        else { throw .folderNotFound(tried: places.map(\.path)) }
        return Self(at: place)
    }

    /// Returns the names of the files in a subfolder, sorted, without hidden files.
    func names(in folder: String) throws(PageResourceError) -> [String] {
        let path = url.appendingPathComponent(folder).path
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw .fileMissing(folder)
        }
        return names.filter { !$0.hasPrefix(".") }.sorted()
    }

    func bytes(_ name: String, in folder: String) throws(PageResourceError) -> [UInt8] {
        guard let data = try? Data(contentsOf: url.appendingPathComponent(folder).appendingPathComponent(name)) else {
            throw .fileMissing("\(folder)/\(name)")
        }
        return [UInt8](data)
    }

    func text(_ name: String, in folder: String) throws(PageResourceError) -> String {
        guard let text = String(validating: try bytes(name, in: folder), as: UTF8.self) else {
            throw .fileMissing("\(folder)/\(name)")
        }
        return text
    }
}
