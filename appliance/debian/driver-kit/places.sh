# Where the driver kit is; new-board in a checkout has another file of this name. To be sourced by bash.

kit=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)

fail() {
  echo "${0##*/}: $*" >&2
  exit 1
}
