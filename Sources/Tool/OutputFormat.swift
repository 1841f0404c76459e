import ArgumentParser

/// How `check`, `explain` and `cache` print what they find: for a person, or for a program.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable, Sendable { case text, csv }
