import Dispatch
import FoundationEssentials

/// The times at which a daemon does something without having heard of anything. All of them ring on its queue.
final class Alarms: @unchecked Sendable {
    private let queue: DispatchQueue
    private var steady: [any DispatchSourceTimer] = []
    private var round: (any DispatchSourceTimer)?
    private var roundSet = DispatchTime(uptimeNanoseconds: 0)
    private var poll: (any DispatchSourceTimer)?
    private var wakeUp: (any DispatchSourceTimer)?

    /// The inbox is listed so often even when nothing was heard: events can be missed.
    static let roundSeconds = 60
    /// Where there are folders that do not tell of changes.
    static let pollSeconds = 10

    init(on queue: DispatchQueue) { self.queue = queue }

    /// Calls `body` at every `interval` from now on.
    func ring(every interval: DispatchTimeInterval, _ body: @escaping @Sendable () -> Void) {
        steady.append(timer(every: interval, body))
    }

    /// Calls `body` a minute after the last look.
    func ringRounds(_ body: @escaping @Sendable () -> Void) {
        round = timer(every: .seconds(Alarms.roundSeconds), body)
        roundSet = .now()
    }

    /// Every look lists, so the next listing may wait a full minute from here: with an edition a minute none wakes us of its own.
    /// Each setting of a timer costs something, and in a burst a second more or less is nothing.
    func postponeRound() {
        let interval = DispatchTimeInterval.seconds(Alarms.roundSeconds)
        let now = DispatchTime.now()
        guard now > roundSet + .seconds(1) else { return }
        roundSet = now
        round?.schedule(deadline: now + interval, repeating: interval, leeway: .seconds(1))
    }

    /// Calls `body` every ten seconds, until told that it need not. Answers whether that is new.
    func poll(_ isNeeded: Bool, _ body: @escaping @Sendable () -> Void) -> Bool {
        if !isNeeded {
            poll?.cancel()
            poll = nil
            return false
        }
        if poll != nil { return false }
        poll = timer(every: .seconds(Alarms.pollSeconds), body)
        return true
    }

    /// Calls `body` at the first of `moments`, and forgets when it would have before; never, when there are none.
    func wake(at moments: [Date], _ body: @escaping @Sendable () -> Void) {
        wakeUp?.cancel()
        wakeUp = nil
        guard let moment = moments.min() else { return }
        let timer = DispatchSource.makeTimerSource(queue: queue)
        // By the wall clock: an edition closes at its hour even if the machine slept or its clock was set.
        timer.schedule(wallDeadline: .now() + .milliseconds(max(1, Int(moment.timeIntervalSinceNow * 1000) + 1)))
        timer.setEventHandler(handler: body)
        timer.resume()
        wakeUp = timer
    }

    func stop() {
        for timer in steady + [round, poll, wakeUp].compactMap({ $0 }) { timer.cancel() }
    }

    private func timer(every interval: DispatchTimeInterval, _ body: @escaping @Sendable () -> Void) -> any DispatchSourceTimer {
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now() + interval, repeating: interval, leeway: .milliseconds(100))
        timer.setEventHandler(handler: body)
        timer.resume()
        return timer
    }
}

/// The pauses between one try and the next while something outside does not work.
struct BackOff {
    /// Tries that failed since something last worked.
    private(set) var failures = 0
    private var doneAtFailure = 0

    /// What was a fault has passed, and all is done again, within half a minute.
    private static let longestSeconds = 20

    var isTrying: Bool { failures > 0 }

    /// Seconds until the next try: 1, 2, 4 and so on, 20 at most.
    var seconds: Int { min(1 << min(max(failures, 1) - 1, 10), BackOff.longestSeconds) }

    /// A try failed when `done` files were done: where something is done in between, the pauses do not grow.
    mutating func failed(done: Int) {
        if done > doneAtFailure { failures = 0 }
        doneAtFailure = done
        failures += 1
    }

    /// It failed, but is tried again at once, by other means.
    mutating func goesOn() { failures = max(failures, 1) }

    mutating func worked() { failures = 0 }
}
