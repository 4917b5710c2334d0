// What stands around names and within them. Function words, titles, roles and verbs, no names.

/// What a word is to a name, by its number in the index, so that looking at a text makes no Strings.
struct NameClass: OptionSet, Sendable {
    let rawValue: UInt16

    static let particle = NameClass(rawValue: 1)
    static let title = NameClass(rawValue: 2)
    static let shortTitle = NameClass(rawValue: 4)
    static let role = NameClass(rawValue: 8)
    static let verb = NameClass(rawValue: 16)
    static let speaking = NameClass(rawValue: 32)
    static let body = NameClass(rawValue: 64)
    static let opening = NameClass(rawValue: 128)
    static let noPerson = NameClass(rawValue: 256)
    static let date = NameClass(rawValue: 512)
    /// Before a place.
    static let preposition = NameClass(rawValue: 1024)
    static let new = NameClass(rawValue: 2048)
    /// In the name of a body, but of no person.
    static let linking = NameClass(rawValue: 4096)

    static let words: [(NameClass, Set<String>)] = [
        (.particle, nameParticles), (.title, personTitles), (.shortTitle, shortTitles), (.role, roles), (.verb, verbs),
        (.speaking, speakingVerbs), (.body, bodies), (.opening, openingWords), (.noPerson, noPersonWords), (.date, dates),
        (.preposition, prepositions), (.new, ["new"]), (.linking, ["of", "for", "the", "and"]),
    ]
}

/// Small words within names.
let nameParticles: Set<String> = [
    "de", "da", "di", "du", "del", "della", "dos", "van", "von", "der", "den", "ter", "bin", "ibn", "al", "el", "la", "le", "of",
    "for",
    "the", "and", "und", "zu",
]

/// Before a place's name.
let prepositions: Set<String> = [
    "in", "near", "at", "from", "to", "outside", "across", "around", "of", "into", "leaves", "visiting", "bei", "aus", "nach",
    "en",
    "a", "de", "desde", "hasta", "pres", "vers",
]

/// Before a person's name, with a capital.
let personTitles: Set<String> = [
    "president", "vice", "prime", "minister", "premier", "chancellor", "secretary", "senator", "sen", "rep", "congressman",
    "congresswoman", "governor", "gov", "mayor", "mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "baroness",
    "king",
    "queen", "prince", "princess", "duke", "duchess", "pope", "cardinal", "archbishop", "bishop", "reverend", "rev", "rabbi",
    "imam",
    "sheikh", "general", "gen", "admiral", "colonel", "col", "major", "captain", "capt", "lieutenant", "lt", "sergeant", "sgt",
    "officer", "detective", "inspector", "superintendent", "commissioner", "judge", "justice", "professor", "prof", "director",
    "chairman", "chairwoman", "chair", "chief", "executive", "ceo", "spokesman", "spokeswoman", "spokesperson", "ambassador",
    "envoy",
    "foreign", "defense", "defence", "interior", "finance", "health", "home", "education", "attorney", "treasury", "state",
    "deputy",
    "acting", "former", "ex", "then", "coach", "manager", "speaker", "leader", "chancelier", "ministre", "presidente", "ministro",
    "bundeskanzler", "bundeskanzlerin", "kanzlerin", "bundesprasident", "ministerprasident", "minister", "ministerin", "herr",
    "frau",
    "monsieur", "madame", "senor", "senora", "don", "dona", "sheriff", "councillor", "cllr", "mp", "first", "interim",
]

/// Of these a dot behind is none that ends a sentence.
let shortTitles: Set<String> = [
    "mr", "mrs", "ms", "dr", "sen", "rep", "gov", "rev", "gen", "col", "capt", "lt", "sgt", "prof", "st", "jr", "sr",
]

/// Before a person's name, without a capital.
let roles: Set<String> = [
    "actor", "actress", "singer", "rapper", "comedian", "author", "writer", "novelist", "poet", "director", "producer",
    "presenter",
    "host", "broadcaster", "journalist", "reporter", "editor", "columnist", "photographer", "artist", "musician", "guitarist",
    "designer",
    "model", "chef", "striker", "midfielder", "defender", "goalkeeper", "winger", "forward", "quarterback", "coach", "manager",
    "boss",
    "skipper", "captain", "batsman", "bowler", "golfer", "driver", "boxer", "footballer", "champion", "president", "minister",
    "leader",
    "chairman", "chairwoman", "spokesman", "spokeswoman", "spokesperson", "ceo", "executive", "founder", "billionaire",
    "businessman",
    "senator", "congressman", "governor", "mayor", "lawmaker", "lawmakers", "lawyer", "attorney", "prosecutor", "judge",
    "professor",
    "scientist", "researcher", "epidemiologist", "virologist", "economist", "analyst", "historian", "doctor", "nurse", "activist",
    "candidate", "nominee", "secretary", "officer", "analysts", "named", "wife", "husband", "brother", "sister", "son",
    "daughter",
    "father", "mother", "victim", "schauspieler", "sanger", "trainer", "politiker", "chef", "acteur", "actrice", "chanteur",
    "cantante",
]

/// After the name of who speaks.
let verbs: Set<String> = [
    "said", "says", "told", "tells", "added", "warned", "warns", "confirmed", "confirms", "announced", "announces", "wrote",
    "writes",
    "tweeted", "noted", "argued", "claimed", "claims", "explained", "insisted", "insists", "acknowledged", "admitted", "admits",
    "revealed",
    "reveals", "shared", "denied", "denies", "urged", "urges", "vowed", "vows", "testified", "briefed", "sagte", "erklarte",
    "declaro",
    "dijo", "declare", "affirme", "reported", "reports",
]

/// Before the name of who speaks.
let speakingVerbs: Set<String> = ["said", "says", "told", "added", "sagte", "dijo", "wrote"]

/// What bodies are called by.
let bodies: Set<String> = [
    "ministry", "department", "university", "college", "bank", "corp", "corporation", "inc", "ltd", "plc", "gmbh", "agency",
    "council",
    "committee", "commission", "association", "federation", "institute", "institution", "court", "police", "airlines", "airways",
    "motors",
    "foundation", "authority", "bureau", "directorate", "service", "organization", "organisation", "hospital", "academy",
    "parliament",
    "assembly", "army", "navy", "guard", "laboratories", "pharmaceuticals", "holdings", "partners", "museum", "society", "trust",
    "fund",
    "universitat", "ministerium", "bundesamt", "universite", "universidad", "ministerio", "ministere", "office", "alliance",
    "network",
    "coalition", "group",
]

/// Before a name at the head of a sentence, and within no name.
let openingWords: Set<String> = [
    "the", "a", "an", "in", "on", "at", "by", "but", "and", "or", "if", "as", "so", "for", "from", "to", "of", "with", "after",
    "before",
    "when", "while", "since", "until", "during", "this", "that", "these", "those", "it", "its", "he", "she", "they", "we", "you",
    "i", "his",
    "her", "their", "our", "my", "your", "there", "here", "what", "who", "why", "how", "where", "which", "not", "no", "yes",
    "now", "then",
    "also", "both", "all", "some", "many", "most", "more", "one", "two", "three", "last", "next", "new", "like", "unlike",
    "according",
    "despite", "although", "though", "however", "meanwhile", "because", "even", "only", "just", "still", "is", "are", "was",
    "were", "has",
    "have", "had", "will", "would", "can", "could", "should", "may", "do", "does", "did", "let", "see", "read", "watch", "listen",
    "der", "die",
    "das", "ein", "eine", "im", "am", "und", "aber", "mit", "nach", "les", "un", "une", "des", "el", "los", "las", "una", "en",
    "con",
    "photo", "image", "video", "file", "getty", "reuters", "exclusive", "breaking", "live", "opinion", "analysis", "update",
    "updated",
    "later", "earlier", "today", "yesterday", "tonight", "once", "again", "perhaps", "maybe", "instead", "finally", "recently",
    "eventually", "soon", "often", "every", "each", "such", "another", "other", "between", "among", "under", "over", "through",
    "against", "without", "within", "about",
]

/// Within no person's name.
let noPersonWords: Set<String> = [
    "world", "united", "national", "international", "american", "european", "union", "house", "white", "league", "cup", "street",
    "road",
    "avenue", "park", "city", "county", "state", "states", "day", "week", "year", "times", "post", "news", "daily", "journal",
    "magazine",
    "press", "media", "radio", "tv", "television", "show", "party", "war", "game", "games", "series", "season", "open", "grand",
    "prix",
    "air", "force", "space", "center", "centre", "north", "south", "east", "west", "northern", "southern", "eastern", "western",
    "central",
    "river", "lake", "island", "islands", "mountain", "mount", "sea", "ocean", "bay", "beach", "valley", "lives", "matter",
    "black", "act",
    "bill", "law", "rights", "health", "care", "covid", "coronavirus", "pandemic", "virus", "lockdown", "club", "united", "town",
    "rovers",
    "championship", "premier", "super", "bowl", "stadium", "arena", "school", "high", "church", "street", "wall", "big", "tech",
    "social",
    "security", "supreme", "federal", "royal", "palace", "castle", "tower", "bridge", "airport", "station", "square", "hall",
    "hotel",
    "holy", "saint", "st", "santa", "los", "san", "las", "new", "old", "great", "best", "top", "first", "second", "home",
    "office",
    "facebook", "google", "twitter", "instagram", "netflix", "amazon", "apple", "youtube", "the", "with", "from", "after",
    "memorial",
    "zone", "area", "district", "province", "region", "republic", "kingdom", "democratic", "republican", "democrats",
    "republicans",
    "congress", "senate", "cabinet", "government", "nations", "olympics", "olympic", "tokyo", "summer", "winter", "spring",
    "autumn",
    "rd", "phase", "level", "stage", "group", "team", "cross", "red", "blue", "green", "golden", "silver", "star", "stars",
    "wars", "sunday",
    "co", "company", "studios", "entertainment", "records", "music", "awards", "award", "festival", "book", "prize", "fashion",
    "model",
    "battle", "disease", "syndrome", "street", "deal", "agreement", "treaty", "plan", "project", "operation", "mission",
    "program",
    "programme", "system", "test", "trial", "report", "study", "index", "market", "stock", "exchange", "dow", "jones", "nasdaq",
]

/// Days and months, folded.
let dates: Set<String> = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "june",
    "july",
    "august", "september", "october", "november", "december", "christmas", "easter", "ramadan", "thanksgiving", "halloween",
]
