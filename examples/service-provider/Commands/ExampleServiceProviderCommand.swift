import ArgumentParser

/// An example service provider: a small electronic office whose citizens sign in through a SAML identity provider.
@main
struct ExampleServiceProviderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ExampleServiceProvider",
        abstract: "An example of a SAML service provider: a small electronic office.",
        subcommands: [ServeCommand.self, PrepareCommand.self])
}
