// The suites come with what they test.
