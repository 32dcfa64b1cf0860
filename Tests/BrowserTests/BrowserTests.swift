import TestAgents
import Testing

/// Tests of citizens and attackers with browsers, at a running broker and a running example service.
///
/// All suites share one broker and its services, which start before the first test and stop after the last. Each test
/// has a separate citizen, so that limits of a document do not affect other tests.
@Suite(.startsProcesses, .world) enum BrowserTests {}
