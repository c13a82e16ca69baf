# Where drinkd is, in a checkout; the package has its own file of this name. To be sourced by bash.

home=$(cd "${BASH_SOURCE[0]%/*}/.." && pwd -P)
conf=$home/conf
jar=$home/appliance/server/target/drinkd.jar
libraries=$home/appliance/server/target/lib
class_path="$jar:$libraries/*"
drivers=$home/plugins/target/drivers
archive=$home/target/classes.jsa
call_archive=$home/target/call.jsa
drink_jar=$home/appliance/client/target/drink.jar
drink_class_path=$drink_jar:$home/appliance/client/target/lib/*
drink_archive=$home/target/drink.jsa
# Of the demonstration; with another one in DRINKD_DEMO two can run at once.
demo=${DRINKD_DEMO:-$home/target/demo}
demo_settings=$demo/drink
get_jar="build with: (cd $home && mvn -q package -Dmaven.test.skip=true)"

# Java reads and writes names of files in the locale's encoding, which cannot hold all of them in C or POSIX.
export LC_ALL=C.UTF-8

fail() {
  echo "${0##*/}: $*" >&2
  exit 1
}

[[ $home != *:* ]] || fail "found \":\" in $home, which Java takes for the end of a path; move the checkout"
