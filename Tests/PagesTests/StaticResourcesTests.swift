import Foundation
import Testing

@testable import Pages

@Suite struct StaticResourcesTests {
    let renderer: PageRenderer

    init() throws { renderer = try Samples.renderer.get() }

    @Test func `pages link the style sheet and the icon at their paths`() throws {
        let html = try renderer.render(NotFoundPage(frame: Frame()), language: renderer.languages[0])
        for (name, mediaType) in [("aldaba.css", "text/css; charset=utf-8"), ("aldaba.svg", "image/svg+xml")] {
            let resource = try #require(renderer.staticResources.resource(named: name))
            #expect(html.contains("href=\"\(resource.path)\""))
            #expect(renderer.staticResources.resource(at: resource.path)?.bytes == resource.bytes)
            #expect(resource.mediaType == mediaType)
            #expect(resource.path == "/static/\(resource.digest)/\(name)")
        }
    }

    @Test(arguments: ["/static/aldaba.css", "/static/0000000000000000/aldaba.css", "/static/../languages/es.txt", ""])
    func `serves no other path`(_ path: String) {
        #expect(renderer.staticResources.resource(at: path) == nil)
    }

    @Test func `the path changes with the content`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "pages-\(UInt64.random(in: 0 ... .max))")
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("static/a.css")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        var paths: Set<String> = []
        for text in ["a", "b"] {
            try Data(text.utf8).write(to: file)
            paths.formUnion(try StaticResources(in: ResourceFolder(at: folder)).all.map(\.path))
        }
        // The published digests of "a" and "b" under FNV-1a, 64 bits.
        #expect(paths == ["/static/af63dc4c8601ec8c/a.css", "/static/af63df4c8601f1a5/a.css"])
    }

    @Test func `a folder without templates causes an error with the missing file`() {
        let folder = ResourceFolder(at: URL(fileURLWithPath: "/nonexistent"))
        #expect(throws: PageResourceError.fileMissing("static")) { try PageRenderer(resources: folder) }
    }
}
