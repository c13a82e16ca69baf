# Shared by the scripts: where the checkout is, what it needs to be built, and whether it is built.
# To be sourced; needs bash.

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jar=$home/appliance/server/target/drinkd.jar
libraries=$home/appliance/server/target/lib
built=$home/target/built
archive=$home/target/classes.jsa

fail() {
  echo "${0##*/}: $*" >&2
  exit 1
}

# Says which Debian package is missing, and installs it when run as root.
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

is_built() {
  [[ -f $jar && -f $built ]] || return 1
  # Folders too: a file that was removed leaves its mark there.
  local newer
  newer=$(cd "$home" && find pom.xml appliance plugins conf/log4j2.xml -name target -prune -o -newer "$built" -print -quit)
  [[ -z $newer ]]
}

# Builds what runs, without the tests; does nothing if no source is newer than the last build.
build() {
  is_built && return
  echo "building; the first time this fetches libraries" >&2
  local maven=(mvn -B -q package -Dmaven.test.skip=true -Dspotless.check.skip=true)
  mkdir -p "$home/target"
  local began
  began=$(mktemp "$home/target/began.XXXXXX")
  # Without the network first: with everything fetched it is not needed.
  if ! (cd "$home" && "${maven[@]}" -o >/dev/null 2>&1); then
    (cd "$home" && "${maven[@]}")
  fi
  archive_classes
  mv "$began" "$built"
}

# Keeps the classes that a start needs in the form in which the JVM uses them: with it a start takes
# half the processor time. Made by a start that serves one client and ends; without it all works.
archive_classes() {
  local folder process port
  folder=$(mktemp -d "$home/target/archive.XXXXXX")
  mkdir -p "$folder/conf/machines"
  cat >"$folder/conf/appliance.yaml" <<'END'
name: Archive
data: ../data
listeners:
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
  if [[ $port ]]; then
    (printf 'VERSION\nSTAT\nQUIT\n' >&3 && cat <&3) 3<>"/dev/tcp/127.0.0.1/$port" >/dev/null || true
  fi
  kill "$process" 2>/dev/null || true
  wait "$process" || true
  if [[ -f $folder/classes.jsa ]]; then
    mv -f "$folder/classes.jsa" "$archive"
  fi
  rm -rf "$folder"
}
