# Three appliances with one bank, two boards each, and a member. To be sourced by scripts/demo, which has built all.

names=(north south east)
slots=2
declare -A appliances ports pages
board_addresses=()

conf_of() { echo "$demo/$1/conf"; }

# The machines of an appliance are called by its first letter: n1 and n2 are the north's.
machines_of() { echo "${1:0:1}1 ${1:0:1}2"; }

start_bank() {
  "${bench[@]}" io.drinkd.bench.setup.BankServerMain "$demo/bank" drink >"$demo/bank.log" 2>&1 </dev/null 9>&- &
  started+=($!)
  server=$(await_line "$demo/bank.log" 'PostgreSQL .* listening on 127\.0\.0\.1:[0-9]+' $!)
  bank_port=${server##*:}
}

# All boards in one process: they are simulated.
start_boards() {
  local count=$((2 * ${#names[@]}))
  boards_password=$(random_word)
  "${bench[@]}" io.drinkd.bench.setup.BoardsMain $count $slots "$boards_password" >"$demo/boards.log" 2>&1 </dev/null 9>&- &
  started+=($!)
  until (($(grep -c 'listening on' "$demo/boards.log") == count)); do
    kill -0 $! 2>/dev/null || { cat "$demo/boards.log" >&2; fail "the boards ended"; }
    sleep 0.05
  done
  mapfile -t board_addresses < <(sed 's/.* on //' "$demo/boards.log")
}

# configure NAME NUMBER: the files of an appliance; its boards are the two of that number.
configure() {
  local name=$1 board=$((2 * $2)) conf machine
  conf=$(conf_of "$name")
  mkdir -p "$conf/machines" "$conf/secrets"
  cp "$home/conf/log4j2.xml" "$conf"
  echo "$boards_password" >"$conf/secrets/boards"
  cat >"$conf/appliance.yaml" <<END
name: $name
data: ../data
store:
  postgres:
    url: postgresql://127.0.0.1:$bank_port/drink
    user: postgres
listeners:
  - { name: web, protocol: web, host: 127.0.0.1, port: 0 }
  - { name: sunday, protocol: sunday, host: 127.0.0.1, port: 0 }
END
  for machine in $(machines_of "$name"); do
    cat >"$conf/machines/$machine.yaml" <<END
name: ${name^} ${machine:1}
location: the $name of the house
driver: tini390
connect: ${board_addresses[board]}
password: { file: secrets/boards }
slots:
  - { slot: 1, item: Coke, price: $price, count: 24 }
  - { slot: 2, item: Water, price: 0, count: 24 }
END
    ((++board))
  done
}

start_appliance() {
  local name=$1
  "$home/scripts/drinkd" --conf "$(conf_of "$name")" >"$demo/$name.log" 2>&1 </dev/null 9>&- &
  appliances[$name]=$!
  started+=($!)
}

await_appliance() {
  local name=$1
  listening=$(await_line "$demo/$name.log" ' listening after .*' "${appliances[$name]}")
  ports[$name]=$(listener sunday)
  ports[$name]=${ports[$name]##*:}
  pages[$name]=http://$(listener web)/
}

# add_spare NAME OTHER: from now on an appliance takes the machines of another one if that one is gone.
add_spare() {
  local machine
  for machine in $(machines_of "$2"); do
    cp "$(conf_of "$2")/machines/$machine.yaml" "$(conf_of "$1")/machines"
  done
  kill -HUP "${appliances[$1]}"
  await_line "$demo/$1.log" 'configuration reloaded' "${appliances[$1]}" >/dev/null
}

# Keeps a token for each appliance in the folder of the demonstration, which is where "drink --demo" looks for one. The
# first one is asked unless a port is named: that is not the one to kill.
keep_tokens() {
  local name
  for name in south north east; do
    quietly "$home/scripts/drink" --settings "$demo/drink" --host 127.0.0.1 --port "${ports[$name]}" --name member \
      --machine s1 login <<<"$member_password"
  done
}

drinkd_at() { "$home/scripts/drinkd" --conf "$(conf_of "$1")" "${@:2}"; }

start_all() {
  begin
  echo "starting a bank, six boards and three appliances" >&2
  start_bank
  start_boards
  local number=0 name
  for name in "${names[@]}"; do
    configure "$name" $number
    ((++number))
  done
  quietly drinkd_at north bank init
  member_password=$(random_word)
  quietly drinkd_at north user add member --credits $credits <<<"$member_password"
  for name in "${names[@]}"; do
    start_appliance "$name"
  done
  for name in "${names[@]}"; do
    await_appliance "$name"
  done
  add_spare east north
  keep_tokens
}

log_in() {
  connect "${ports[$1]}"
  echo "at the $1:"
  await_machines $((2 * ${#names[@]})) >/dev/null
  say "USER member" && expect "OK Password required."
  # Printing this password does no harm: it was made for this run and is deleted with it.
  say "PASS $member_password" && expect "OK Credits: *"
}

drop_at() {
  say "MACHINE $1" && expect "OK Welcome to *"
  say "DROP 1" && expect "OK Credits remaining: $((credits - price))"
  credits=$((credits - price))
}

# What one appliance has written the others know a few milliseconds later.
await_credits() {
  local deadline=$((SECONDS + patience_seconds))
  until [[ $(say GETBALANCE) == *"OK Credits: $credits" ]]; do
    ((SECONDS < deadline)) || fail "found another balance than $credits at this appliance"
    sleep 0.05
  done
  say GETBALANCE
}

# At each appliance from its own machine, and from one that another appliance owns.
play_drops() {
  local number name other
  for number in "${!names[@]}"; do
    name=${names[number]}
    other=${names[(number + 1) % ${#names[@]}]}
    log_in "$name"
    await_credits
    drop_at "${name:0:1}1"
    drop_at "${other:0:1}2"
    exec 3>&-
  done
}

# Whoever has files for its machines takes them, and sends what is asked for anywhere.
play_takeover() {
  echo "the north is killed"
  kill -9 "${appliances[north]}"
  stop "${appliances[north]}" 2>/dev/null || true
  names=(south east)
  connect "${ports[south]}"
  say "USER member" && expect "OK Password required."
  say "PASS $member_password" && expect "OK Credits: $credits"
  say "MACHINE n1" && expect "OK Welcome to North 1"
  local deadline=$((SECONDS + patience_seconds))
  until say "DROP 1" && [[ $reply != "ERR 416"* ]]; do
    ((SECONDS < deadline)) || fail "nobody took the machine of the north in $patience_seconds s"
    sleep 0.2
  done
  expect "OK Credits remaining: $((credits - price))"
  credits=$((credits - price))
  exec 3>&-
}

# The same member in a terminal.
play_terminal() {
  echo "-> drink --demo balance"
  local said
  said=$("$home/scripts/drink" --demo balance)
  echo "$said"
  [[ $said == "Credits: $credits" ]] || fail "found \"$said\", expected $credits credits"
}

check_bank() {
  local status
  status=$(drinkd_at south bank status)
  echo "$status"
  grep -Eq '^ *n1 +east +yes' <<<"$status" || fail "found no row in bank status that shows n1 with the east"
  local name code
  for name in "${names[@]}"; do
    code=0
    stop "${appliances[$name]}" || code=$?
    ((code == 0)) || { cat "$demo/$name.log" >&2; fail "the $name ended with $code, not 0"; }
  done
  drinkd_at south bank verify || fail "the books in the bank are not sound"
}

show_all() {
  local name
  cat <<END
Three appliances run, with one bank: $server
END
  for name in "${names[@]}"; do
    printf '  %-6s %s  lines: nc 127.0.0.1 %s  process %s\n' \
      "$name" "${pages[$name]}" "${ports[$name]}" "${appliances[$name]}"
  done
  cat <<END
At each of them: member, with the password $member_password. To try:
  scripts/drink --demo --machine n1 drop coke      at a machine of the north, through the south
  scripts/drink --demo --port ${ports[north]} balance       what the north knows of it; without a command it is a shell
  kill -9 ${appliances[north]}    its machines, n1 and n2, are the east's some seconds later
  scripts/drinkd --conf ${demo#"$PWD"/}/south/conf bank status    who owns which machine
  psql -h 127.0.0.1 -p $bank_port -U postgres drink    the bank itself
Everything of it is in ${demo#"$PWD"/}; Ctrl-C stops it. The logs:

END
  tail -n +1 -f "$demo"/{north,south,east}.log 9>&- &
  started+=($!)
}

start_all
if [[ $once ]]; then
  play_drops
  play_takeover
  play_terminal
  check_bank
  echo "the demonstration passed"
else
  show_all
  # Some of them may be killed.
  wait "${appliances[@]}" 2>/dev/null || true
fi
