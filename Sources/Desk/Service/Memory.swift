import Glibc

enum Memory {
    /// Gives memory that was freed back to the system (malloc_trim(3)): glibc keeps it otherwise, and a daemon that has made
    /// one large edition would look large for ever. Found by name, because Swift's view of glibc has no malloc.h; where there
    /// is no such function nothing happens.
    static func giveBack() {
        typealias Trim = @convention(c) (Int) -> Int32
        guard let symbol = dlsym(nil, "malloc_trim") else { return }
        _ = unsafeBitCast(symbol, to: Trim.self)(0)
    }
}
