import ArgumentParser
import Desk
import FoundationEssentials

struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "What came, what failed, what waits, and whether a desk is at work.")

    @OptionGroup var options: DeskOptions

    @Flag(help: "As JSON, for a program.")
    var json = false

    func run() throws {
        let report: StatusReport
        do {
            report = try StatusReport(of: options.folders, now: Date())
        } catch let error as DeskError {
            throw Program.failure(error)
        } catch let error as Deposit.Refusal {
            Program.say("wiredesk: \(error)")
            throw Exit.noInput
        }
        Program.print(json ? report.json : Array(report.text.utf8))
    }
}
