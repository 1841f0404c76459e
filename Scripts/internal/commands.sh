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
