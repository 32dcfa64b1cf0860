/// The kind of a measured sign-in.
enum Journey: String, CaseIterable {
    case pin = "PIN"
    /// A password alone: the request asks for the level low.
    case permanentKey = "permanent key"
    /// A session from an earlier sign-in by PIN.
    case session = "single sign-on"
}
