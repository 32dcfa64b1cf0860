import Foundation
import NIOCore
import SAML
import Storage
import XMLSecurity

/// Says in one line what a fault of the machine or of a file is, and what to do.
enum FailureText {
    static func describe(_ error: any Error) -> String {
        let words =
            switch error {
            case let failure as Failure: failure.message
            case let fault as StorageFault: describe(fault)
            case let error as IOError: describe(error)
            case let error as MetadataError: "\(error)"
            case let error as KeyError: error.words
            case let error as CocoaError: error.localizedDescription
            default: "\(error)"
            }
        return words.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    private static func describe(_ fault: StorageFault) -> String {
        let cure =
            switch fault {
            case .unavailable:
                "see that what storage names is there, and that this user may write it; of PostgreSQL, that its server "
                    + "runs and lets this role in"
            case .contention: "somebody else holds it: try again"
            case .outcomeUnknown: "look whether it was done, and do it again if not"
            case .constraint: "what the database holds contradicts it: look at what is there already"
            case .corrupted: "put a copy back that was made before"
            case .schemaTooNew: "this one must not touch it"
            case .schemaAltered: "use the program that made the database, or another database"
            case .statement: "this is a mistake of the program's: report it"
            }
        return "\(fault): \(cure)"
    }

    private static func describe(_ error: IOError) -> String {
        switch error.errnoCode {
        case EADDRINUSE: "the port is in use: stop what uses it, or choose another under listen"
        case EACCES: "not allowed to listen there: choose a port above 1023, or give the program the right to"
        case EADDRNOTAVAIL: "this machine does not have the address under listen: choose one that it has"
        default: "\(String(cString: strerror(error.errnoCode))): look at the address under listen"
        }
    }

    /// The same for a listener, with its address.
    static func listening(at address: String, _ error: any Error) -> Failure {
        Failure("cannot listen at \(address): \(describe(error))")
    }
}
