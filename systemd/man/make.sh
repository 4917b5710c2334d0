#!/bin/sh
# Writes the manual pages into FOLDER: sh systemd/man/make.sh PROGRAM FOLDER
# What is told elsewhere is taken from there: commands from the program's own help, settings and topics from the comments of
# Config/wiredesk.yaml and Config/topics.yaml.
set -eu
# As the caller names them, wherever we go.
case $1 in /*) program=$1 ;; *) program=$PWD/$1 ;; esac
case $2 in /*) out=$2 ;; *) out=$PWD/$2 ;; esac
cd "$(dirname "$0")"
mkdir -p "$out"
version=$("$program" --version)
day=$(sed -n 's/^ -- .*>  //p' ../debian/changelog | head -n 1)
day=$(date -u -d "$day" +%Y-%m-%d)

# Text as roff takes it: what it would act on made plain.
plain() { sed 's/\\/\\e/g; s/-/\\-/g; s/^\./\\\&./; s/^'"'"'/\\\&'"'"'/'; }

# Each command with its help, without what is the same for all.
commands() {
    "$program" --help | sed -n '/^SUBCOMMANDS:/,$s/^  \([a-z]\{1,\}\) .*/\1/p' | while read -r command; do
        printf '.SS wiredesk %s\n.nf\n' "$command"
        "$program" help "$command" | sed 's/^OVERVIEW: //; /^  --version  /d; /^  -h, --help  /d' |
            sed '/^OPTIONS:$/{N;/^OPTIONS:\n$/d}' | plain
        printf '.fi\n'
    done
}

# What stands in FILE between two lines of a template, for the line that names it.
for page in *.[58].in; do
    while IFS= read -r line; do
        case $line in
        @COMMANDS@) commands ;;
        @SETTINGS@) awk -f settings.awk ../../Config/wiredesk.yaml ;;
        @TOPICS@) awk -f topics.awk ../../Config/topics.yaml ;;
        *) printf '%s\n' "$line" | sed "s/@DATE@/$day/; s/@VERSION@/$version/" ;;
        esac
    done <"$page" >"$out/${page%.in}"
done
