# Shared by the scripts: where the checkout is, which packages a build needs, and whether it is built.
# To be sourced by bash.

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jar=$home/appliance/server/target/drinkd.jar
libraries=$home/appliance/server/target/lib
built=$home/target/built
archive=$home/target/classes.jsa

# Java reads and writes names of files in the locale's encoding, which cannot hold all of them in C or POSIX.
export LC_ALL=C.UTF-8

fail() {
  echo "${0##*/}: $*" >&2
  exit 1
}

[[ $home != *:* ]] || fail "found \":\" in $home, which Java takes for the end of a path; move the checkout"

# Installs missing Debian packages when run as root; otherwise says which to install, and fails.
require_packages() {
  local missing=()
  javac -version 2>/dev/null | grep -Eq '^javac (1[7-9]|[2-9][0-9])' || missing+=(openjdk-17-jdk-headless)
  command -v mvn >/dev/null || missing+=(maven)
  ((${#missing[@]} == 0)) && return
  if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
    echo "installing ${missing[*]}" >&2
    apt-get -qq update
    DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends "${missing[@]}" >/dev/null
  else
    fail "needs ${missing[*]}; install with: sudo apt-get install ${missing[*]}"
  fi
}

# Unpacks Debian's Prometheus below target, for the tests of alarms and metrics: without root, and without the
# service that its package starts. Those tests are skipped where it cannot be fetched.
fetch_prometheus() {
  local folder=$home/target/prometheus
  [[ -x /usr/bin/promtool || -x $folder/usr/bin/promtool ]] && return
  mkdir -p "$folder"
  [[ $(id -u) != 0 ]] || apt-get -qq update || true
  if (cd "$folder" && apt-get -qq download prometheus && dpkg-deb -x prometheus_*.deb .) >/dev/null 2>&1; then
    rm -f "$folder"/prometheus_*.deb
  else
    echo "tests with Prometheus are skipped; install it with: sudo apt-get install prometheus" >&2
  fi
}

is_built() {
  [[ -f $jar && -f $built ]] || return 1
  # Folders too: a file that was removed changes the time of its folder.
  local newer
  newer=$(cd "$home" && find pom.xml appliance plugins conf/log4j2.xml -name target -prune -o -newer "$built" -print -quit)
  [[ -z $newer ]]
}

# Builds all that runs, without tests; does nothing if no source is newer than the last build.
build() {
  is_built && return
  echo "building; the first time this fetches libraries" >&2
  run_build package_quietly
}

# run_build COMMAND...: runs a command that builds all that runs, and notes when that was.
run_build() {
  mkdir -p "$home/target"
  local began
  began=$(mktemp "$home/target/began.XXXXXX")
  (cd "$home" && "$@")
  archive_classes
  mv "$began" "$built"
}

# Offline first, which is quicker and enough once everything has been fetched.
package_quietly() {
  local maven=(mvn -B package -Dmaven.test.skip=true -Dspotless.check.skip=true)
  "${maven[@]}" -q -o >/dev/null 2>&1 || "${maven[@]}" 2>&1 | show_progress
}

# Of Maven's output: how much has been fetched, what is being built, and everything that went wrong.
show_progress() {
  local line fetched=0 next=0
  while IFS= read -r line; do
    case $line in
      *Downloaded*)
        ((++fetched))
        # Each few seconds, so that whoever waits sees that it moves.
        ((SECONDS < next)) || { echo "  $fetched files fetched" >&2; next=$((SECONDS + 3)); }
        ;;
      *"INFO] Building drinkd "*) echo "  building ${line#*"INFO] Building "}" >&2 ;;
      *ERROR* | *WARN*) echo "$line" >&2 ;;
    esac
  done
}

# Makes a class data sharing archive, with which a start takes half the processor time: starts the
# appliance, serves one client, and ends it. Nothing needs the archive to work.
archive_classes() {
  local folder process port metrics
  folder=$(mktemp -d "$home/target/archive.XXXXXX")
  mkdir -p "$folder/conf/machines"
  cat >"$folder/conf/appliance.yaml" <<'END'
name: Archive
data: ../data
listeners:
  - { name: metrics, protocol: metrics, port: 0 }
  - { name: sunday, protocol: sunday, host: 127.0.0.1, port: 0 }
END
  cat >"$folder/conf/machines/d.yaml" <<'END'
name: Archive
location: nowhere
driver: tini390
connect: 127.0.0.1:9
password: { env: ARCHIVE_PASSWORD }
slots:
  - { slot: 1, item: Coke, price: 50, count: 24 }
END
  ARCHIVE_PASSWORD=none java -XX:ArchiveClassesAtExit="$folder/classes.jsa" -XX:+UseSerialGC \
    -Ddrinkd.plugins="$home/plugins/target/drivers" \
    -cp "$jar:$libraries/*" io.drinkd.appliance.Main --conf "$folder/conf" >"$folder/log" 2>&1 &
  process=$!
  until grep -qs ' listening ' "$folder/log" || ! kill -0 "$process" 2>/dev/null; do
    sleep 0.05
  done
  port=$(sed -nE 's/.* listening after .* on 127\.0\.0\.1:([0-9]+).*/\1/p' "$folder/log")
  metrics=$(sed -nE 's/.* metrics on 127\.0\.0\.1:([0-9]+).*/\1/p' "$folder/log")
  if [[ $port ]]; then
    (printf 'VERSION\nSTAT\nQUIT\n' >&3 && cat <&3) 3<>"/dev/tcp/127.0.0.1/$port" >/dev/null || true
    (printf 'GET /metrics HTTP/1.0\r\n\r\n' >&3 && cat <&3) 3<>"/dev/tcp/127.0.0.1/$metrics" >/dev/null || true
  fi
  kill "$process" 2>/dev/null || true
  wait "$process" || true
  if [[ -f $folder/classes.jsa ]]; then
    mv -f "$folder/classes.jsa" "$archive"
  fi
  rm -rf "$folder"
}
