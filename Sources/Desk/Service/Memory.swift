import Glibc

/// What glibc does with memory that was freed. Its functions are found by name, because Swift's view of glibc has no malloc.h;
/// where there are none nothing happens.
package enum Memory {
    /// To be called once, at the start. Lets the heap keep up to 16 MiB that were freed at its end, and make blocks of up to 4 MiB
    /// there (mallopt(3)): otherwise it gives back after each file what it asks for again with the next, a twentieth of the time
    /// that reading takes.
    package static func keepForReuse() {
        typealias Option = @convention(c) (Int32, Int32) -> Int32
        guard let symbol = dlsym(nil, "mallopt") else { return }
        let set = unsafeBitCast(symbol, to: Option.self)
        let (trimThreshold, topPad, mmapThreshold): (Int32, Int32, Int32) = (-1, -2, -3)
        _ = set(trimThreshold, 16 << 20)
        _ = set(topPad, 1 << 20)
        _ = set(mmapThreshold, 4 << 20)
    }

    /// Gives memory that was freed back to the system (malloc_trim(3)): glibc keeps it otherwise, and a daemon that has made
    /// one large edition would look large for ever.
    static func giveBack() {
        typealias Trim = @convention(c) (Int) -> Int32
        guard let symbol = dlsym(nil, "malloc_trim") else { return }
        _ = unsafeBitCast(symbol, to: Trim.self)(0)
    }
}
