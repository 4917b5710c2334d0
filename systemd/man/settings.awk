# The comments of wiredesk.yaml as roff: paragraphs, `name: text` below them as lists, and the settings themselves.
function plain(text) {
    gsub(/\\/, "\\e", text)
    gsub(/-/, "\\-", text)
    if (text ~ /^[.']/) text = "\\&" text
    return text
}
function close_code() { if (code) { print ".EE"; print ".RE"; code = 0 } }
function open_code() { if (!code) { print ".PP"; print ".RS 4"; print ".EX"; code = 1 } }
/^#( |$)/ && !/^# [a-z_]+:/ {
    if (code || blank) { close_code(); print ".PP" }
    blank = 0
    line = substr($0, 3)
    # `  minutes:  how long it may take`; what goes on below it is further in.
    if (match(line, /^  [a-z_]+: +/)) {
        print ".TP"
        print ".B " plain(substr(line, 3, index(line, ":") - 3))
        line = substr(line, RLENGTH + 1)
        inlist = 1
    } else if (inlist && line !~ /^   /) {
        print ".PP"
        inlist = 0
    }
    sub(/^ +/, "", line)
    print plain(line)
    next
}
/^ *$/ { blank = 1; inlist = 0; next }
{
    if (!code) open_code()
    blank = 0
    inlist = 0
    line = $0
    sub(/^# /, "#", line)
    # A remark behind a setting, or a comment among them, stays what it is.
    print plain(line)
}
END { close_code() }
