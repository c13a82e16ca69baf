# Where drinkd is, in the Debian package; a checkout has its own file of this name. To be sourced by bash.
# "class_path" follows, which the build has written below.

conf=/etc/drinkd
jar=/usr/lib/drinkd/drinkd.jar
drivers=/usr/lib/drinkd/drivers
archive=/var/cache/drinkd/classes.jsa
call_archive=/var/cache/drinkd/call.jsa
get_jar="install the package drinkd again"

# Java reads and writes names of files in the locale's encoding, which cannot hold all of them in C or POSIX.
export LC_ALL=C.UTF-8

fail() {
  echo "${0##*/}: $*" >&2
  exit 1
}

