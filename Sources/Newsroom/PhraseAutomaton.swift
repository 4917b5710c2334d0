/// Finds every phrase of a set in a sequence of word numbers, in one pass, however they overlap.
/// Aho and Corasick, "Efficient string matching" (1975), over words in place of characters. Node 0 is the root.
struct PhraseAutomaton: Sendable {
    struct Node: Sendable {
        /// The nearest node that ends a phrase, along the suffixes and itself included; 0 when there is none.
        var found: Int32 = 0
        /// As `found`, itself not included.
        var nextFound: Int32 = 0
        /// Where to go on from: the nearest node that has children, along the suffixes and itself included. Most phrases go no
        /// further than their last word, so this spares most looks at the edges.
        var live: Int32 = 0
        /// Where to go on from when nothing leads on from `live`: the next node that has children, along the suffixes of `live`.
        var next: Int32 = 0
        /// Of the words that lead on from `live`, a bit of 32 each: most words are known not to by these alone.
        var leads: UInt32 = 0
        /// Words from the root.
        var depth: Int32
        /// Of the phrases that end here, where in the list of whoever made the automaton the first stands, and how many there are: beside
        /// the rest, so that what is found costs no further look.
        fileprivate(set) var uses: (first: Int32, count: Int32) = (0, 0)
    }

    /// Where a reader stands. The root at the beginning.
    struct State {
        fileprivate(set) var node: Int32 = 0
        fileprivate var leads: UInt32 = 0
    }

    private(set) var nodes = [Node(depth: 0)]
    /// The root's children by word number; 0 where there is none.
    private var first: [Int32] = []
    /// Of the root's children, by word number, what a reader needs to know: most words of a text lead there, and a look at this costs one
    /// line of the cache where the way over `first` and `nodes` costs two.
    private var roots: [Root] = []

    private struct Root {
        var found: Int32 = 0
        var live: Int32 = 0
        var leads: UInt32 = 0
    }
    /// The other edges: an open-addressing table, at most half full, of parent and word over the child; 0 is empty.
    private var edges: [(key: UInt64, child: Int32)] = []

    /// Where each of the phrases ends, in the order they were given: its node. Equal phrases end at the same node.
    let ends: [Int]

    /// - `phrases`: word numbers below `words`, none empty.
    init(phrases: [[Int]], words: Int) {
        var children: [UInt64: Int32] = [:]
        var parents: [(parent: Int32, word: Int)] = [(0, 0)]
        var nodes = nodes
        var first = [Int32](repeating: 0, count: words)
        ends = phrases.map { phrase in
            var node: Int32 = 0
            for word in phrase {
                if node == 0, first[word] != 0 {
                    node = first[word]
                } else if node != 0, let child = children[PhraseAutomaton.key(node, word)] {
                    node = child
                } else {
                    let child = Int32(nodes.count)
                    nodes.append(Node(depth: nodes[Int(node)].depth + 1))
                    parents.append((node, word))
                    if node == 0 { first[word] = child } else { children[PhraseAutomaton.key(node, word)] = child }
                    node = child
                }
            }
            return Int(node)
        }
        self.nodes = nodes
        self.first = first
        store(children)
        link(parents)
        let linked = self.nodes
        roots = first.map { child in
            let node = linked[Int(child)]
            return child == 0 ? Root() : Root(found: node.found, live: node.live, leads: node.leads)
        }
    }

    private mutating func store(_ children: [UInt64: Int32]) {
        var size = 16
        while size < children.count * 2 { size *= 2 }
        edges = Array(repeating: (0, 0), count: size)
        // The table's order depends on the dictionary's, but no answer depends on the table's.
        for (key, child) in children {
            var place = PhraseAutomaton.place(key, size)
            while edges[place].child != 0 { place = (place + 1) & (size - 1) }
            edges[place] = (key, child)
        }
    }

    private mutating func link(_ parents: [(parent: Int32, word: Int)]) {
        var leads = [UInt32](repeating: 0, count: nodes.count)
        for (parent, word) in parents.dropFirst() { leads[Int(parent)] |= PhraseAutomaton.bit(of: word) }
        for end in ends { nodes[end].found = Int32(end) }
        // A suffix is shorter than what it ends, so shorter nodes first.
        for node in nodes.indices.dropFirst().sorted(by: { nodes[$0].depth < nodes[$1].depth }) {
            let (parent, word) = parents[node]
            // The node of the longest proper suffix that begins some phrase: what the suffix of the parent without this word leads to.
            let fail = parent == 0 ? 0 : Int(step(from: nodes[Int(parent)].next, word))
            if leads[node] != 0 {
                (nodes[node].live, nodes[node].leads, nodes[node].next) = (Int32(node), leads[node], nodes[fail].live)
            } else {
                (nodes[node].live, nodes[node].leads, nodes[node].next) = (nodes[fail].live, nodes[fail].leads, nodes[fail].next)
            }
            nodes[node].nextFound = nodes[fail].found
            if nodes[node].found == 0 { nodes[node].found = nodes[node].nextFound }
        }
    }

    /// Has each node know its phrases: those that end at a node stand together, in the order of the nodes.
    mutating func setUses(_ counts: [Int32]) {
        var next: Int32 = 0
        for node in nodes.indices {
            nodes[node].uses = (next, counts[node])
            next += counts[node]
        }
    }

    /// Reads a word: the nearest node that ends a phrase there, 0 when none does. Constant time on average over a text.
    @inline(__always)
    func read(_ word: Int, _ state: inout State) -> Int32 {
        var node = state.node
        if node != 0, state.leads & PhraseAutomaton.bit(of: word) == 0 { node = nodes[Int(node)].next }
        while node != 0 {
            if let child = child(of: node, word) {
                let reached = nodes[Int(child)]
                state = State(node: reached.live, leads: reached.leads)
                return reached.found
            }
            node = nodes[Int(node)].next
        }
        let reached = roots[word]
        state = State(node: reached.live, leads: reached.leads)
        return reached.found
    }

    /// - `node`: 0 or one that has children.
    @inline(__always)
    private func step(from node: Int32, _ word: Int) -> Int32 {
        var node = node
        while node != 0 {
            if let child = child(of: node, word) { return child }
            node = nodes[Int(node)].next
        }
        return first[word]
    }

    /// Calls `body` with each node that `word` leads to by an edge of its own from where the reader stands, the longest first.
    func eachChild(from state: State, _ word: Int, _ body: (Int32) -> Void) {
        var node = state.node
        while node != 0 {
            if let child = child(of: node, word) { body(child) }
            node = nodes[Int(node)].next
        }
        if first[word] != 0 { body(first[word]) }
    }

    @inline(__always)
    private static func bit(of word: Int) -> UInt32 { 1 << ((UInt32(truncatingIfNeeded: word) &* 0x9E37_79B9) >> 27) }

    @inline(__always)
    private func child(of node: Int32, _ word: Int) -> Int32? {
        let key = PhraseAutomaton.key(node, word)
        var place = PhraseAutomaton.place(key, edges.count)
        while edges[place].child != 0 {
            if edges[place].key == key { return edges[place].child }
            place = (place + 1) & (edges.count - 1)
        }
        return nil
    }

    @inline(__always)
    private static func key(_ node: Int32, _ word: Int) -> UInt64 {
        UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(truncatingIfNeeded: word))
    }

    @inline(__always)
    private static func place(_ key: UInt64, _ size: Int) -> Int {
        let product = key.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return Int(truncatingIfNeeded: product.high ^ product.low) & (size - 1)
    }
}
