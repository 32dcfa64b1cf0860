import ArgumentParser

/// A small electronic office whose citizens sign in through a SAML identity provider.
@main
struct ExampleServiceProviderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ExampleServiceProvider",
        abstract: "A small electronic office: what a service provider of a SAML identity provider looks like.",
        subcommands: [ServeCommand.self, PrepareCommand.self])
}
