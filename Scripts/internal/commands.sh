# Sourced by the commands in Scripts: where the package lies, and what every command answers to --help.

set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
readonly root

# answer_help "TEXT" "$@": prints TEXT and ends when the first argument asks for help.
answer_help() {
  case "${2:-}" in
    -h | --help)
      printf '%s\n' "$1"
      exit 0
      ;;
  esac
}

# wrong_use "MESSAGE": one line on stderr, status 64 as the program itself has for wrong use.
wrong_use() {
  echo "$(basename "$0"): $1; help: see $(basename "$0") --help" >&2
  exit 64
}

# fail STATUS "MESSAGE": one line on stderr.
fail() {
  echo "$(basename "$0"): $2" >&2
  exit "$1"
}

# type_name ID: the Swift type of a kebab-case id (scholes-williams -> ScholesWilliams).
type_name() {
  [[ "$1" =~ ^[a-z][a-z0-9]*(-[a-z0-9]+)*$ ]] || wrong_use "'$1' is not kebab-case (a-z, 0-9, single hyphens)"
  printf '%s' "$1" | awk -F- '{ for (i = 1; i <= NF; i++) printf "%s%s", toupper(substr($i, 1, 1)), substr($i, 2) }'
}

# refuse_id ID FOLDER: ends where a descriptor in the folder has the id already.
refuse_id() {
  ! grep --recursive --quiet "id: \"$1\"" "$root/$2" || fail 73 "'$1' exists already in $2; help: choose another id"
}

# refuse_existing FILE...: ends where one of the files is there already.
refuse_existing() {
  local file
  for file in "$@"; do
    [ ! -e "$file" ] || fail 73 "${file#"$root"/} exists already; help: choose another id, or remove it"
  done
}
