/// How a citizen gets from the service's request to the answer.
enum Journey: String, CaseIterable {
    case pin = "PIN"
    /// A password alone: the request asks for the level low.
    case permanentKey = "permanent key"
    /// A session answers, which a sign-in by PIN began before.
    case session = "single sign-on"
}
