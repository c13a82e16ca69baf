# Shared by the scripts that build: which packages that needs, and whether it is built. To be sourced by bash.

source "$(dirname "${BASH_SOURCE[0]}")/places.sh"

built=$home/target/built
nginx=$home/target/nginx/usr/sbin/nginx

# Installs what a build needs, as install_packages does.
require_packages() {
  local missing=()
  javac -version 2>/dev/null | grep -Eq '^javac (1[7-9]|[2-9][0-9])' || missing+=(openjdk-17-jdk-headless)
  command -v mvn >/dev/null || missing+=(maven)
  install_packages "${missing[@]}"
}

# install_packages NAME...: installs Debian packages when run as root; otherwise says which to install, and fails.
install_packages() {
  (($# > 0)) || return 0
  if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
    echo "installing $*" >&2
    apt-get -qq update
    DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends "$@" >/dev/null
  else
    fail "needs $*; install with: sudo apt-get install $*"
  fi
}

# unpack_package NAME: unpacks a package of Debian into target/NAME: without root, and without the service that
# installing it would start. Fails where it cannot be fetched.
unpack_package() {
  local folder=$home/target/$1
  mkdir -p "$folder"
  [[ $(id -u) != 0 ]] || apt-get -qq update || true
  (cd "$folder" && apt-get -qq download "$1" && dpkg-deb -x "$1"_*.deb .) >/dev/null 2>&1 || return
  rm -f "$folder/$1"_*.deb
}

# Unpacks Prometheus, for the tests of alarms and metrics. They are skipped where it cannot be fetched.
fetch_prometheus() {
  [[ -x /usr/bin/promtool || -x $home/target/prometheus/usr/bin/promtool ]] || unpack_package prometheus \
    || echo "tests with Prometheus are skipped; install it with: sudo apt-get install prometheus" >&2
}

# Unpacks nginx, for scripts/behind-nginx, and has what asks it. The test of it is skipped where it cannot be fetched.
fetch_nginx() {
  local missing=()
  command -v curl >/dev/null || missing+=(curl)
  command -v openssl >/dev/null || missing+=(openssl)
  (install_packages "${missing[@]}") && { [[ -x /usr/sbin/nginx || -x $nginx ]] || unpack_package nginx; } && return
  echo "the test behind nginx is skipped; install it with: sudo apt-get install nginx-light curl openssl" >&2
}

# Installs what shows the pages when run as root. Without it the tests in a browser are skipped.
fetch_browser() {
  command -v chromium >/dev/null && command -v chromedriver >/dev/null && return
  [[ $(id -u) == 0 ]] && (install_packages chromium chromium-driver) && return
  echo "tests in a browser are skipped; install it with: sudo apt-get install chromium chromium-driver" >&2
}

# Installs what plays and fills terminals when run as root. Without it the tests of screens are skipped.
fetch_terminals() {
  local missing=()
  command -v tmux >/dev/null || missing+=(tmux)
  command -v telnet >/dev/null || missing+=(inetutils-telnet)
  command -v nc >/dev/null || missing+=(netcat-openbsd)
  command -v finger >/dev/null || missing+=(finger)
  ((${#missing[@]} > 0)) || return 0
  [[ $(id -u) == 0 ]] && (install_packages "${missing[@]}") && return
  echo "tests of screens are skipped; install what they need with: sudo apt-get install ${missing[*]}" >&2
}

# Installs the broker of the tests of the driver "mqtt" when run as root. Without it those tests are skipped.
fetch_broker() {
  [[ -x /usr/sbin/mosquitto ]] && command -v mosquitto_pub >/dev/null && return
  [[ $(id -u) == 0 ]] && (install_unstarted mosquitto mosquitto-clients) && return
  echo "tests with a broker are skipped; install it with: sudo apt-get install mosquitto mosquitto-clients" >&2
}

# Installs what cuts networks and sets clocks apart when run as root. Without it a test of a bank leaves that out.
fetch_bank_faults() {
  local missing=()
  command -v ip >/dev/null && command -v tc >/dev/null || missing+=(iproute2)
  compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' >/dev/null || missing+=(libfaketime)
  ((${#missing[@]} > 0)) || return 0
  [[ $(id -u) == 0 ]] && (install_packages "${missing[@]}") && return
  echo "a test of a bank leaves faults out; install what they need with: sudo apt-get install ${missing[*]}" >&2
}

# Installs what the test of boards on serial lines needs when run as root. Without it that test is skipped.
fetch_serial() {
  [[ -x /usr/bin/socat && -x /usr/sbin/ser2net ]] && return
  [[ $(id -u) == 0 ]] && (install_unstarted socat ser2net) && return
  echo "the test of serial lines is skipped; install what it needs with: sudo apt-get install socat ser2net" >&2
}

# As install_packages, and Debian starts none of their services. For a subshell.
install_unstarted() {
  local policy=/usr/sbin/policy-rc.d
  if [[ ! -e $policy ]]; then
    trap "rm -f $policy" EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
  fi
  install_packages "$@"
}

is_built() {
  [[ -f $jar && -f $built ]] || return 1
  # Folders too: a file that was removed changes the time of its folder.
  local newer
  newer=$(cd "$home" && find pom.xml appliance plugins conf/log4j2.xml -name target -prune -o \
    -path appliance/debian -prune -o -newer "$built" -print -quit)
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
  # Made now, for they change the time of the folder that they are in.
  find "$home"/{appliance,plugins} -name target -prune -o -name pom.xml -printf '%h/target\0' | xargs -0 mkdir -p
  local began
  began=$(mktemp "$home/target/began.XXXXXX")
  (cd "$home" && "$@")
  archive_classes
  mv "$began" "$built"
}

# Offline first, which is quicker and enough once everything has been fetched.
package_quietly() {
  local maven=(mvn -B package -Dmaven.test.skip=true -Dspotless.check.skip=true)
  # What is missing offline is fetched by the second one, so what the first one misses is not shown.
  "${maven[@]}" -o 2>&1 | show_progress quiet || "${maven[@]}" 2>&1 | show_progress
}

# Of Maven's output: how much has been fetched, what is being built, and, unless it is to be quiet, everything that
# went wrong.
show_progress() {
  local mode=${1:-} line fetched=0 next=0
  while IFS= read -r line; do
    case $line in
      *Downloaded*)
        ((++fetched))
        # Each few seconds, so that whoever waits sees that it moves.
        ((SECONDS < next)) || { echo "  $fetched files fetched" >&2; next=$((SECONDS + 3)); }
        ;;
      *"INFO] Building drinkd "*) echo "  building ${line#*"INFO] Building "}" >&2 ;;
      *ERROR* | *WARN*) [[ $mode == quiet ]] || echo "$line" >&2 ;;
    esac
  done
}

archive_classes() {
  local lists
  lists=$(mktemp -d "$home/target/lists.XXXXXX")
  list_classes "$lists"
  "$home/scripts/archive-classes" "$lists"
  rm -rf "$lists"
}

# list_classes FOLDER: writes the lists of scripts/archive-classes, in an order that is always the same: classes.lst,
# the classes that an appliance and commands load from drinkd's own jars, and call.lst, all that a call on a running
# appliance loads.
list_classes() {
  local loaded
  loaded=$(mktemp -d "$home/target/loaded.XXXXXX")
  run_sample "$loaded"
  cat "$loaded"/drink-* | listed >"$1/drink.lst"
  rm -f "$loaded"/drink-*
  cat "$loaded"/* | grep -E '^(@lambda-proxy )?(io/drinkd|org/|com/|gg/|picocli|tools/jackson)' | listed >"$1/classes.lst"
  grep -v '^@' "$loaded/call" | listed >"$1/call.lst"
  rm -rf "$loaded"
}

# Of classes that Java has loaded, those that can be in an archive; not the one that it loads only where the path of
# the checkout has a blank, so that the list is the same everywhere.
listed() { grep -vE ' source: |\$\$Lambda|Impl\$\$|LambdaForm|URI\$MalformedURIException' | sed -E 's/ id: [0-9]+$//' | LC_ALL=C sort -u; }

# How many seconds the sample lives on: what is loaded in the first ones is not always the same otherwise, for some
# of it belongs to what is done each second.
sample_lasts=0

# run_sample FOLDER: starts an appliance, serves a client and a browser, has it carry out an operator's command, and
# ends it; then carries out a command on its books. FOLDER gets lists of the classes that each process has loaded.
run_sample() {
  local folder process port metrics web request number drink
  folder=$(mktemp -d "$home/target/sample.XXXXXX")
  mkdir -p "$folder/conf/machines"
  cat >"$folder/conf/appliance.yaml" <<'END'
name: Sample
data: ../data
listeners:
  - { name: metrics, protocol: metrics, port: 0 }
  - { name: web, protocol: web, host: 127.0.0.1, port: 0 }
  - { name: sunday, protocol: sunday, host: 127.0.0.1, port: 0 }
END
  cat >"$folder/conf/machines/d.yaml" <<'END'
name: Sample
location: nowhere
driver: tini390
connect: 127.0.0.1:9
password: { env: SAMPLE_PASSWORD }
slots:
  - { slot: 1, item: Coke, price: 50, count: 24 }
END
  SAMPLE_PASSWORD=none run_listing "$1/appliance" "$class_path" Main --conf "$folder/conf" >"$folder/log" 2>&1 &
  process=$!
  until grep -qs ' listening ' "$folder/log" || ! kill -0 "$process" 2>/dev/null; do
    sleep 0.05
  done
  port=$(sed -nE 's/.* listening after .* on 127\.0\.0\.1:([0-9]+).*/\1/p' "$folder/log")
  web=$(sed -nE 's/.* web on 127\.0\.0\.1:([0-9]+).*/\1/p' "$folder/log")
  metrics=$(sed -nE 's/.* metrics on 127\.0\.0\.1:([0-9]+).*/\1/p' "$folder/log")
  if [[ $port ]]; then
    (printf 'VERSION\nSTAT\nQUIT\n' >&3 && cat <&3) 3<>"/dev/tcp/127.0.0.1/$port" >/dev/null || true
    for ((number = 0; number < 3; number++)); do
      drink=(ls "ls --json" balance)
      (run_drink_listing "$1/drink-$number" --settings "$folder" --host 127.0.0.1 --port "$port" ${drink[number]}) \
        <<<$'nobody\nnothing' >>"$folder/log" 2>&1 || true
    done
    (printf 'GET /metrics HTTP/1.0\r\n\r\n' >&3 && cat <&3) 3<>"/dev/tcp/127.0.0.1/$metrics" >/dev/null || true
    for request in "GET /" "GET /login" "GET /api/v1/machines" "POST /api/v1/drops"; do
      (printf '%s HTTP/1.0\r\n\r\n' "$request" >&3 && cat <&3) 3<>"/dev/tcp/127.0.0.1/$web" >/dev/null || true
    done
  fi
  (run_listing "$1/call" "$jar" control.call.OperatorClient --conf "$folder/conf" machine list) >>"$folder/log" 2>&1 || true
  sleep "$sample_lasts"
  kill "$process" 2>/dev/null || true
  wait "$process" || true
  (run_listing "$1/command" "$class_path" Main --conf "$folder/conf" user list) >>"$folder/log" 2>&1 || true
  rm -rf "$folder"
}

# run_listing FILE CLASSPATH CLASS ARGUMENT...: becomes a program as scripts/drinkd runs it; lists the classes that it
# loads.
run_listing() {
  exec java -XX:DumpLoadedClassList="$1" -XX:+UseSerialGC -Ddrinkd.plugins="$drivers" \
    -Djava.nio.channels.spi.SelectorProvider=sun.nio.ch.EPollSelectorProvider \
    -cp "$2" "io.drinkd.appliance.$3" "${@:4}"
}

# run_drink_listing FILE ARGUMENT...: the same of the member's program.
run_drink_listing() {
  exec java -XX:DumpLoadedClassList="$1" -cp "$drink_class_path" io.drinkd.client.Drink "${@:2}"
}
