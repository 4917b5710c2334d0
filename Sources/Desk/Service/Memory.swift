import Glibc

/// What glibc and the kernel do with memory that is not needed any more. Functions of glibc are found by name, because Swift's view
/// of it has no malloc.h; where there are none nothing happens.
package enum Memory {
    /// To be called once, at the start, before there are threads. Lets the heap keep up to 16 MiB that were freed at its end, and
    /// make blocks of up to 4 MiB there (mallopt(3)): otherwise it gives back after each file what it asks for again with the next,
    /// a twentieth of the time that reading takes. And lets all threads share one heap: of those beside it
    /// glibc never gives the end back, whatever was freed there; each thread has small blocks of its own, so it costs nothing measurable.
    package static func keepForReuse() {
        guard let set = mallopt else { return }
        let (trimThreshold, topPad, mostHeaps): (Int32, Int32, Int32) = (-1, -2, -8)
        _ = set(trimThreshold, 16 << 20)
        _ = set(topPad, 1 << 20)
        _ = set(mmapThreshold, 4 << 20)
        _ = set(mostHeaps, 1)
    }

    /// For a program that ends when its work is done: blocks of up to 32 MiB are made where others were freed, too. A list of fifty
    /// thousand items grows through a dozen of them, each of which would be new pages to the system; that is half of all that a crowded
    /// file touches, and a twentieth of its time. A daemon would not get them back.
    package static func keepLargeForReuse() { _ = mallopt?(mmapThreshold, 32 << 20) }

    private static let mmapThreshold: Int32 = -3

    private static var mallopt: (@convention(c) (Int32, Int32) -> Int32)? {
        dlsym(nil, "mallopt").map { unsafeBitCast($0, to: (@convention(c) (Int32, Int32) -> Int32).self) }
    }

    /// Gives memory that was freed back to the system (malloc_trim(3)): glibc keeps it otherwise, and a daemon that has made
    /// one large edition would look large for ever.
    static func giveBack() {
        typealias Trim = @convention(c) (Int) -> Int32
        guard let symbol = dlsym(nil, "malloc_trim") else { return }
        _ = unsafeBitCast(symbol, to: Trim.self)(0)
    }

    /// Lets go of the program's own pages: what starting or making an edition took and waiting does not, the system may use for
    /// something else, and what is needed again is mapped again from the file (madvise(2), MADV_DONTNEED). Only of mappings that are
    /// all file: in others a page may be ours alone though nobody may write to it, as what the linker filled in is.
    static func letGoOfProgram() {
        // What cannot be read now is let go of next time.
        guard let maps = try? Files.contents(FilePath("/proc/self/smaps"), limit: 4 << 20) else { return }
        var mapping: UnsafeMutableRawBufferPointer?
        for line in maps.split(separator: UInt8(ascii: "\n")) {
            let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 5)
            if fields.count == 6, fields[0].contains(UInt8(ascii: "-")) {
                // `5581e0a00000-5581e1f71000 r-xp 00848000 fe:00 1234 /usr/bin/wiredesk`; what has no file has no number in 5th place.
                let bounds = fields[0].split(separator: UInt8(ascii: "-")).map {
                    UInt(String(decoding: $0, as: UTF8.self), radix: 16)
                }
                let isFile = !fields[4].elementsEqual("0".utf8) && !fields[1].contains(UInt8(ascii: "w"))
                mapping = nil
                if isFile, bounds.count == 2, let start = bounds[0], let end = bounds[1], start < end {
                    mapping = UnsafeMutableRawBufferPointer(
                        start: UnsafeMutableRawPointer(bitPattern: start), count: Int(end - start))
                }
            } else if let pages = mapping, fields.count > 1, fields[0].elementsEqual("Anonymous:".utf8),
                fields[1].elementsEqual("0".utf8)
            {
                _ = madvise(pages.baseAddress, pages.count, MADV_DONTNEED)
            }
        }
    }
}
