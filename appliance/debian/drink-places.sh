# Where drink is, in the Debian package; a checkout has its own file of this name. To be sourced by bash.
# "drink_class_path" follows, which the build has written below.

drink_jar=/usr/lib/drink/drink.jar
drink_archive=/var/cache/drink/drink.jsa
get_jar="install the package drink again"

# Java reads and writes names of files in the locale's encoding, which cannot hold all of them in C or POSIX.
export LC_ALL=C.UTF-8

fail() {
  echo "${0##*/}: $*" >&2
  exit 1
}

