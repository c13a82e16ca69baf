package io.drinkd.client.shell;

import io.drinkd.client.command.Subcommand;
import io.drinkd.client.command.Subcommands;
import io.drinkd.client.line.Option;
import io.drinkd.client.session.Machine;
import io.drinkd.client.session.Session;
import io.drinkd.client.session.Slot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** What may stand where: commands, machines, slots by number and name, members, options. */
final class Words implements Completer {

  private static final Set<String> WITH_MACHINE = Set.of("ls", "drop", "random", "temp", "use");
  private static final Pattern GIFT = Pattern.compile("gift from (\\S+) to ([^\\s:]+)");
  private static final int HISTORY = 100;

  private final ShellPlace place;

  /** What was looked up, and how much had changed then. */
  private List<Machine> machines = List.of();

  /** By machine; of the one that is selected, where none is named. */
  private final Map<Optional<String>, List<Slot>> slots = new HashMap<>();

  private Set<String> members = Set.of();
  private long lookedUp = -1;

  Words(ShellPlace place) {
    this.place = place;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    if (line.wordIndex() == 0) {
      Subcommands.ALL.forEach(
          command -> add(candidates, command.syntax().name(), command.syntax().summary()));
      Shell.OWN.forEach(own -> add(candidates, own.name(), own.summary()));
      return;
    }
    String command = line.words().get(0);
    if (line.word().startsWith("-")) {
      options(command).forEach(option -> add(candidates, "--" + option.name(), option.meaning()));
      return;
    }
    lookUp();
    if (WITH_MACHINE.contains(command) && line.wordIndex() == 1) {
      machines.forEach(machine -> add(candidates, machine.id(), machine.name()));
    }
    if (command.equals("drop")) {
      slots(machineNamed(line))
          .forEach(
              slot -> {
                add(candidates, String.valueOf(slot.number()), slot.item());
                add(candidates, slot.item(), slot.price() + " credits");
              });
    }
    if (command.equals("give") && line.wordIndex() == 1) {
      members.forEach(member -> add(candidates, member, ""));
    }
  }

  /** The machine in front of the drink, if there is one. */
  private Optional<String> machineNamed(ParsedLine line) {
    String first = line.wordIndex() > 1 ? line.words().get(1) : "";
    return machines.stream()
        .filter(machine -> machine.isCalled(first))
        .map(Machine::id)
        .findFirst();
  }

  private List<Slot> slots(Optional<String> machine) {
    List<Slot> known = slots.get(machine);
    if (known != null) {
      return known;
    }
    Optional<List<Slot>> found = place.lookUp(session -> slots(session, machine));
    found.ifPresent(all -> slots.put(machine, all));
    return found.orElse(List.of());
  }

  private static List<Slot> slots(Session session, Optional<String> machine) {
    Optional<String> before = session.selected();
    if (machine.or(() -> before).isEmpty()) {
      return List.of();
    }
    session.select(machine);
    List<Slot> all = session.slots();
    // What is selected is what the prompt says.
    before.ifPresentOrElse(id -> session.select(before), session::unselect);
    return all;
  }

  private static List<Option> options(String command) {
    Optional<Subcommand> found = Subcommands.find(command);
    return found.map(one -> one.syntax().options()).orElse(List.of());
  }

  private static void add(List<Candidate> candidates, String word, String meaning) {
    String shown = meaning.isEmpty() ? null : meaning;
    candidates.add(new Candidate(word, word, null, shown, null, null, true));
  }

  private void lookUp() {
    long now = place.changes();
    if (now == lookedUp) {
      return;
    }
    place
        .lookUp(
            session -> {
              machines = session.machines().orElse(List.of());
              slots.clear();
              members = members(session);
              return now;
            })
        .ifPresent(done -> lookedUp = done);
  }

  /** Those who gave something to this member, or got something. */
  private Set<String> members(Session session) {
    Set<String> names = new TreeSet<>();
    if (place.hasLogin()) {
      session
          .history(HISTORY)
          .forEach(
              entry -> {
                Matcher gift = GIFT.matcher(entry.what());
                if (gift.find()) {
                  names.addAll(List.of(gift.group(1), gift.group(2)));
                }
              });
      names.remove(session.logIn());
    }
    return names;
  }
}
