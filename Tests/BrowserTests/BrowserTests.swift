import Testing

/// Citizens, and people who mean no good, at a running broker and a running example service, as their browsers see it.
///
/// One broker and its services serve all of the suites: they are started once, before the first test, and stopped after
/// the last. Each test has a citizen of its own, so that no limit that counts by document reaches from one into another.
@Suite(.world, .serialized) enum BrowserTests {}
