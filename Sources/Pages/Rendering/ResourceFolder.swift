package import Foundation

/// Where the templates, the texts and the static files are.
package struct ResourceFolder: Sendable {
    let url: URL

    /// A folder that has `templates`, `languages` and `static`, for tests.
    package init(at url: URL) { self.url = url }

    /// The folder that the build lays beside the executable.
    ///
    /// `Bundle.module` is not asked: when the folder is missing it stops the process without saying what to do.
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

    /// The files of a subfolder by name, sorted; hidden ones are left out.
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
