package import Foundation

/// Exact: a `Double` of seconds since 2001.
extension Date: FieldCodable {
    package func write(to fields: inout FieldWriter) { fields.write(timeIntervalSinceReferenceDate) }

    package init(from fields: inout FieldReader) throws(FieldError) {
        self.init(timeIntervalSinceReferenceDate: try fields.read())
    }
}
