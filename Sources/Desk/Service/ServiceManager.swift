import FoundationEssentials
import Glibc

/// The service manager's side of Type=notify (sd_notify(3)): a datagram to the socket that NOTIFY_SOCKET names.
/// Without one, nothing is sent.
package struct ServiceManager: Sendable {
    private let socketName: [UInt8]?
    /// How often it wants to hear from us, in microseconds; nil when it does not.
    let watchdogMicroseconds: UInt64?

    package init(environment: [String: String]) {
        socketName = environment["NOTIFY_SOCKET"].map { Array($0.utf8) }.flatMap { (1..<108).contains($0.count) ? $0 : nil }
        let isForUs = environment["WATCHDOG_PID"].map { $0 == String(getpid()) } ?? true
        watchdogMicroseconds = isForUs ? environment["WATCHDOG_USEC"].flatMap { UInt64($0) } : nil
    }

    /// At a start that takes long: asks for two minutes more, and says why.
    package func starting(_ why: String) { send("EXTEND_TIMEOUT_USEC=120000000\nSTATUS=\(why)") }

    func ready(_ status: String) { send("READY=1\nSTATUS=\(status)") }
    func status(_ status: String) { send("STATUS=\(status)") }
    func stopping() { send("STOPPING=1\nSTATUS=stopping") }
    func isAlive() { send("WATCHDOG=1") }

    /// systemd 252 has no notify-reload: RELOADING=1 with the time, then READY=1 when it is done.
    func reloading() {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        send("RELOADING=1\nMONOTONIC_USEC=\(Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000)")
    }

    private func send(_ message: String) {
        guard let socketName else { return }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { path in
            path.copyBytes(from: socketName)
            // An abstract socket is written with @ and meant with a zero byte.
            if socketName[0] == UInt8(ascii: "@") { path[0] = 0 }
        }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + socketName.count)
        let bytes = Array(message.utf8)
        // A manager that does not listen is no reason to stop working.
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, length)
            }
        }
    }
}
