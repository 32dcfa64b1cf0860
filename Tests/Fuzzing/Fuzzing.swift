import Foundation
import SAML
import TestFederation

/// What libFuzzer calls with its inputs; `ALDABA_FUZZ` names the surface. A trap, a report of the sanitizer or a broken
/// property ends the run and leaves the input in a file.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    Surface.chosen.test(bytes)
    return 0
}

/// Where octets of strangers come in.
enum Surface: String, CaseIterable {
    /// The reader of XML, and the writer of canonical XML.
    case xml
    /// A request as XML, which arrives by POST: what signatures hold together.
    case post
    /// The query of a request by Redirect.
    case redirect
    /// The query of a request to end sessions.
    case logout
    /// An envelope with a request to end sessions.
    case soap
    /// An entity's metadata.
    case metadata
    /// A certificate and a revocation list, in DER.
    case certificate
    /// What people type into forms.
    case typed

    static let chosen: Surface = {
        let name = ProcessInfo.processInfo.environment["ALDABA_FUZZ"] ?? ""
        guard let surface = Surface(rawValue: name) else {
            fatalError("ALDABA_FUZZ says \(name): it can be \(allCases.map(\.rawValue).joined(separator: ", "))")
        }
        surface.plantSeeds()
        return surface
    }()

    /// Writes good inputs into the folder `ALDABA_FUZZ_SEEDS`, from which mutations go deeper than from nothing.
    private func plantSeeds() {
        guard let folder = ProcessInfo.processInfo.environment["ALDABA_FUZZ_SEEDS"] else { return }
        do {
            for (index, seed) in try seeds().enumerated() {
                try Data(seed).write(to: URL(filePath: folder).appending(path: "seed-\(rawValue)-\(index)"))
            }
        } catch {
            fatalError("no seeds: \(error)")
        }
    }
}
