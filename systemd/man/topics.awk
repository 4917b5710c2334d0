# The head of topics.yaml as roff: paragraphs, the example with each remark above its line, and the rules as a list.
function plain(text) {
    gsub(/\\/, "\\e", text)
    gsub(/-/, "\\-", text)
    if (text ~ /^[.']/) text = "\\&" text
    return text
}
function spaces(n,   s) { s = ""; while (n-- > 0) s = s " "; return s }
# A remark in lines that fit.
function remark(indent, text,   words, n, i, line) {
    n = split(text, words, " ")
    line = spaces(indent) "#"
    for (i = 1; i <= n; i++) {
        if (length(line) + length(words[i]) > 70) { print plain(line); line = spaces(indent) "#" }
        line = line " " words[i]
    }
    print plain(line)
}
function example(line,   at, indent, code) {
    match(line, /^ */)
    indent = RLENGTH
    at = match(line, / +# /)
    if (at > 0) {
        code = substr(line, 1, at - 1)
        remark(indent, substr(line, at + RLENGTH))
        line = code
    }
    print plain(line)
}
function close_code() { if (code) { print ".EE"; print ".RE"; code = 0 } }
!/^#/ { exit }
/^#$/ { close_code(); bullets = 0; print ".PP"; next }
/^# - / { close_code(); bullets = 1; print ".IP \\(bu 3"; print plain(substr($0, 5)); next }
bullets { line = $0; sub(/^# +/, "", line); print plain(line); next }
/^#   / { if (!code) { print ".RS 4"; print ".EX"; code = 1 } example(substr($0, 5)); next }
{ print plain(substr($0, 3)) }
END { close_code() }
