import Foundation
import NIOCore
import SAML
import Storage
import XMLSecurity

/// Describes an error of the system or of a file in one line, with what to do.
enum FailureText {
    static func describe(_ error: any Error) -> String {
        let text =
            switch error {
            case let failure as Failure: failure.message
            case let fault as StorageFault: describe(fault)
            case let error as IOError: describe(error)
            case let error as MetadataError: "\(error)"
            case let error as KeyError: error.message
            case let error as CocoaError: error.localizedDescription
            default: "\(error)"
            }
        return text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    private static func describe(_ fault: StorageFault) -> String {
        let advice =
            switch fault {
            case .unavailable:
                "check that the database under storage exists and that this user may write to it; for PostgreSQL, that "
                    + "the server runs and accepts this role"
            case .contention: "another process holds a lock: try again"
            case .outcomeUnknown: "check whether the change was made, and repeat it if not"
            case .constraint: "the database has conflicting data: check the existing entry"
            case .corrupted: "restore an earlier backup"
            case .schemaTooNew: "use the version of the program that made the database, or a later one"
            case .schemaAltered: "use the program that made the database, or another database"
            case .statement: "this is a bug in the program: report it"
            }
        return "\(fault): \(advice)"
    }

    private static func describe(_ error: IOError) -> String {
        switch error.errnoCode {
        case EADDRINUSE: "the port is in use: stop the program that uses it, or choose another port under listen"
        case EACCES: "no permission for this port: choose one above 1023, or give the program CAP_NET_BIND_SERVICE"
        case EADDRNOTAVAIL: "this machine does not have the address under listen: choose one of its addresses"
        default: "\(String(cString: strerror(error.errnoCode))): check the address under listen"
        }
    }

    /// Returns the failure of a listener, with its address.
    static func listening(at address: String, _ error: any Error) -> Failure {
        Failure("cannot listen at \(address): \(describe(error))")
    }
}
