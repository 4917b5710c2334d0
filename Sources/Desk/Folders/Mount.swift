import Glibc

/// Which file systems tell inotify of what others change in them.
enum Mount {
    /// What the file system of `folder` is called when others may change it unheard: a network's, or FUSE's, behind which anything
    /// may be. Nil for the machine's own, and where the system does not say.
    static func unheard(_ folder: FilePath) -> String? {
        // statfs(2) has its header outside of Swift's view of glibc. The type is the first word of what it fills in.
        typealias Statfs = @convention(c) (UnsafePointer<CChar>, UnsafeMutableRawPointer) -> Int32
        guard let symbol = dlsym(nil, "statfs") else { return nil }
        let statfs = unsafeBitCast(symbol, to: Statfs.self)
        var facts = [Int](repeating: 0, count: 64)
        guard folder.withCString({ path in facts.withUnsafeMutableBytes { statfs(path, $0.baseAddress.unsafelyUnwrapped) } }) == 0
        else { return nil }
        return name(of: UInt32(truncatingIfNeeded: facts[0]))
    }

    /// By the numbers of statfs(2) and linux/magic.h.
    static func name(of type: UInt32) -> String? { names[type] }

    private static let names: [UInt32: String] = [
        0x6969: "NFS", 0x517B: "SMB", 0xFF53_4D42: "CIFS", 0xFE53_4D42: "SMB2", 0x6573_5546: "FUSE", 0x0102_1997: "9P",
        0x5346_414F: "AFS", 0x6B41_4653: "AFS", 0x00C3_6400: "Ceph", 0x7375_7245: "Coda", 0x564C: "NCP", 0x0116_1970: "GFS2",
        0x7461_636F: "OCFS2", 0x0BD0_0BD0: "Lustre", 0x786F_4256: "VirtualBox", 0xBACB_ACBC: "VMware", 0x1983_0326: "BeeGFS",
        0x4750_4653: "GPFS", 0x2030_528C: "PanFS", 0x7C7C_6673: "Parallels",
    ]
}
