import Octets

extension EntityID: FieldCodable {}
extension MessageID: FieldCodable {}
extension NameIDFormat: FieldCodable {}
extension Binding: FieldCodable {}
extension AttributeNameFormat: FieldCodable {}
extension SubjectIdentifier.Kind: FieldCodable {}
extension RequestedAuthnContext.Comparison: FieldCodable {}
