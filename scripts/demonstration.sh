# What the demonstrations share: processes that end with them, boards, and sessions over a socket. To be sourced by bash,
# after checkout.sh.

patience_seconds=60

# The processes that end with the demonstration, in the order of their start.
started=()

# A program of the bench, named below its package.
bench=(java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m
  -cp "$home/appliance/bench/target/bench.jar:$home/appliance/bench/target/lib/*")

random_word() { od -An -N8 -tx1 /dev/urandom | tr -d ' \n'; }

# Waits for a line in a file and prints its first match of the pattern.
await_line() {
  local file=$1 pattern=$2 process=$3 deadline=$((SECONDS + patience_seconds))
  until grep -Eom1 "$pattern" "$file" 2>/dev/null; do
    kill -0 "$process" 2>/dev/null || { cat "$file" >&2; fail "the process that writes $file ended"; }
    ((SECONDS < deadline)) || { cat "$file" >&2; fail "no \"$pattern\" in $file in $patience_seconds s"; }
    sleep 0.05
  done
}

# Ends a process, by force if it does not end in time; returns its exit code.
stop() {
  local process=$1 deadline=$((SECONDS + patience_seconds)) one others=()
  for one in "${started[@]}"; do
    [[ $one == "$process" ]] || others+=("$one")
  done
  started=("${others[@]}")
  kill "$process" 2>/dev/null || true
  while kill -0 "$process" 2>/dev/null; do
    ((SECONDS < deadline)) || kill -9 "$process" 2>/dev/null || true
    sleep 0.05
  done
  wait "$process"
}

# Ends them all, the last one first.
stop_all() {
  trap '' INT TERM HUP
  while ((${#started[@]} > 0)); do
    stop "${started[-1]}" 2>/dev/null || true
  done
}

# The address of a listener, from the line that says where the appliance listens.
listener() { sed -E "s/.* $1 on ([0-9.]+:[0-9]+).*/\1/" <<<"$listening"; }

# Runs a command of which nothing is shown unless it fails.
quietly() {
  "$@" >>"$demo/commands.log" 2>&1 || { cat "$demo/commands.log" >&2; fail "this failed: $1"; }
}

# One demonstration at a time, because they share a folder; the lock ends with this process.
begin() {
  mkdir -p "$home/target"
  exec 9>"$demo.lock"
  flock -n 9 || fail "another demonstration runs from this checkout; stop that one first"
  rm -rf "$demo"
  mkdir -p "$demo"
  umask 077
  trap stop_all EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
}

# Sends a line and prints the reply; the reply's last line stays in $reply.
say() {
  echo "-> $1"
  printf '%s\n' "$1" >&3
  hear
}

hear() {
  while IFS= read -r -t "$patience_seconds" reply <&3; do
    reply=${reply%$'\r'}
    echo "<- $reply"
    [[ $reply == OK* || $reply == ERR* ]] && return
  done
  fail "no reply within $patience_seconds s"
}

expect() {
  [[ $reply == $1 ]] || fail "found \"$reply\", expected \"$1\""
}

# Connects with the line door at that port, and hears its greeting.
connect() {
  exec 3<>"/dev/tcp/127.0.0.1/$1"
  IFS= read -r -t "$patience_seconds" greeting <&3 || fail "no greeting"
}

# Waits until that many machines are up, as whoever is connected sees them.
await_machines() {
  local count=$1 deadline=$((SECONDS + patience_seconds)) rows
  while ((SECONDS < deadline)); do
    rows=$(say MACHINES)
    [[ $(grep -c ' up$' <<<"$rows") == "$count" ]] && return
    sleep 0.05
  done
  fail "the boards are not connected: $rows"
}
