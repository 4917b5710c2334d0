import ArgumentParser
import Desk
import FoundationEssentials

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look whether all that a desk lives on is as it has to be, and say what to do.",
        discussion: """
            Folders, rights, mounts, watches, clock and zone data, settings, archive,
            space, and the desk at work. Nothing is changed. Exit code 69 when
            something is to be mended, 77 when not all may be looked at: then run it
            as root or as the desk's own user.

              sudo wiredesk doctor
              wiredesk doctor --dir ~/news --json | jq '.findings[] | select(.verdict != "good")'
            """)

    @OptionGroup var options: DeskOptions

    @Flag(help: "As JSON, for a program.")
    var json = false

    func run() throws {
        let doctor = Doctor(of: options.folders, now: Date()) { () throws(ConfigurationFaults) in try options.loaded() }
        Program.page(json ? doctor.json : Array(doctor.text.utf8))
        if doctor.mayNotLook { throw Exit.permission }
        if !doctor.isWell { throw Exit.unavailable }
    }
}
