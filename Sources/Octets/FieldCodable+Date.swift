package import Foundation

/// The seconds since 2001-01-01 00:00:00 UTC as a `Double`, without rounding.
extension Date: FieldCodable {
    package func write(to fields: inout FieldWriter) { fields.write(timeIntervalSinceReferenceDate) }

    package init(from fields: inout FieldReader) throws(FieldError) {
        self.init(timeIntervalSinceReferenceDate: try fields.read())
    }
}
