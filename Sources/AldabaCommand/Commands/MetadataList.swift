import ArgumentParser
import Foundation
import SAML
import Storage

extension MetadataCommand {
    /// `aldaba metadata list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the entities, and what is decided about them.")
        @OptionGroup var options: ConfigurationOption
        @Flag(help: "Print JSON.") var json = false

        struct Row: Encodable {
            let entityID: String
            let source: String
            let file: String?
            let addedAt: Date
            let name: String?
            let decisions: Decisions?
            /// Why the broker leaves it out.
            let problem: String?

            init(_ row: EntityRow) {
                entityID = row.entityID
                addedAt = row.addedAt
                switch row.source {
                case .folder(let fileName): (source, file) = ("folder", fileName)
                case .registered: (source, file) = ("registered", nil)
                }
                var problem: String?
                do throws(MetadataError) {
                    let entity = try EntityDescriptor(decoding: row.xml)
                    name = entity.serviceProvider?.role.uiInfo?.displayNames.text(preferring: ["es", "en"])
                } catch {
                    name = nil
                    problem = "\(error)"
                }
                do throws(Failure) {
                    decisions = try row.readDecisions()
                } catch {
                    decisions = nil
                    problem = problem ?? error.message
                }
                self.problem = problem
            }

            var cells: [String] {
                let cells = [entityID, file ?? source, problem ?? name ?? ""]
                return decisions.map { cells + [$0.summary] } ?? cells
            }
        }

        func run() async throws {
            let database = try await Installation(try options.read()).database()
            let rows = try await database.read { try EntityStore($0).list() }.map(Row.init)
            if json { return try CommandOutput.json(rows) }
            CommandOutput.table(rows.map(\.cells))
        }
    }

    /// `aldaba metadata show`
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print an entity's metadata, octet by octet as it came.",
            discussion: """
                Standard output has the metadata and nothing else; what is decided about the entity is said on standard \
                error.
                """)
        @OptionGroup var options: ConfigurationOption
        @Flag(help: "Print what is decided instead, octet by octet as it came.") var decisions = false
        @Argument(help: "The entityID.") var entityID: String

        func run() async throws {
            let database = try await Installation(try options.read()).database()
            let row = try await database.read { try EntityStore($0).find(entityID) }
            guard let row else { throw MetadataCommand.unknown(entityID) }
            try FileHandle.standardOutput.write(
                contentsOf: decisions ? Data((row.decisions ?? "").utf8) : Data(row.xml))
            do throws(Failure) {
                let summary = try row.readDecisions()?.summary
                if let summary, !decisions { CommandOutput.error("\(entityID): decided about it: \(summary)") }
                if summary == nil, decisions { CommandOutput.error("\(entityID): nothing is decided about it") }
            } catch {
                CommandOutput.error("\(entityID): \(error)")
            }
        }
    }
}

extension EntityRow {
    /// What is decided about the entity; nil when nothing is.
    ///
    /// - Throws: `Failure` when it cannot be read, whereupon a broker leaves the entity out.
    func readDecisions() throws(Failure) -> Decisions? {
        guard let text = decisions else { return nil }
        do throws(Failure) {
            return try Decisions(text)
        } catch {
            throw Failure(
                "what is decided about it cannot be read (\(error)), so the broker leaves it out: decide anew with "
                    + "«metadata decide»")
        }
    }
}
