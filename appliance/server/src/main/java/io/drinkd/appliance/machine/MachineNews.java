package io.drinkd.appliance.machine;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MachineSettings.BoardAccess;
import io.drinkd.appliance.config.MachineSettings.Contents;
import io.drinkd.appliance.config.MachineSettings.DialIn;
import io.drinkd.appliance.config.MachineSettings.GivenTimes;
import io.drinkd.appliance.config.MachineSettings.SlotSettings;
import io.drinkd.appliance.store.RowText;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the appliance that owns a machine tells the others of it, in one line of text.
 *
 * @param status that of its board
 * @param reason why
 * @param temperature that of the drinks, if it is known
 * @param reports what its board reports beside that
 * @param link how its link is
 * @param awaited what has to come if it is down
 * @param description what its file says that the others want to know
 */
record MachineNews(
    MachineStatus status,
    String reason,
    Optional<Temperature> temperature,
    ReportsText reports,
    LinkText link,
    Awaited awaited,
    Description description) {

  private static final String BETWEEN = "\n";

  /** What others have of a model that they do not need to know. */
  private static final String NO_MODEL = "of another appliance";

  /**
   * What its file says.
   *
   * @param slots the numbers of its slots
   */
  record Description(
      String name,
      String location,
      Optional<Double> coldBelowCelsius,
      List<String> aliases,
      List<Integer> slots) {}

  /** That of a machine as it is now. */
  static MachineNews of(Machine machine) {
    MachineSettings settings = machine.settings();
    return new MachineNews(
        machine.status(),
        machine.statusReason(),
        machine.temperature(),
        ReportsText.of(machine),
        LinkText.of(machine),
        machine.awaited(),
        new Description(
            settings.name(),
            settings.location(),
            settings.coldBelowCelsius(),
            settings.aliases(),
            List.copyOf(settings.slotNumbers())));
  }

  /** The line. */
  String text() {
    return text(WrittenTime.EXACT);
  }

  /** What of it is worth another line once it is different: not each repetition of a report. */
  String gist() {
    return text(WrittenTime.STEP);
  }

  private String text(Duration step) {
    return RowText.of(
            status,
            reason,
            temperature.map(Temperature::celsius).orElse(null),
            description.name,
            description.location,
            description.coldBelowCelsius.orElse(null),
            String.join(BETWEEN, description.aliases),
            description.slots.stream().map(String::valueOf).collect(Collectors.joining(BETWEEN)),
            reports.text(step),
            temperature.map(last -> WrittenTime.of(last.at(), step)).orElse(null),
            link.text(step),
            awaited)
        .toString();
  }

  static MachineNews parse(String line) {
    RowText text = RowText.parse(line);
    return new MachineNews(
        MachineStatus.valueOf(text.text(0)),
        text.text(1),
        text.find(2)
            .map(
                celsius ->
                    new Temperature(Double.parseDouble(celsius), WrittenTime.parse(text.text(9)))),
        ReportsText.parse(text.text(8)),
        LinkText.parse(text.text(10)),
        text.find(11).map(Awaited::valueOf).orElse(Awaited.BOARD),
        new Description(
            text.text(3),
            text.text(4),
            text.find(5).map(Double::valueOf),
            words(text.text(6)).toList(),
            words(text.text(7)).map(Integer::valueOf).toList()));
  }

  private static Stream<String> words(String joined) {
    return Arrays.stream(joined.split(BETWEEN)).filter(word -> !word.isEmpty());
  }

  /** What others show of the machine's board, while that appliance has it. */
  Elsewhere at(String appliance) {
    return new Elsewhere(
        Optional.of(appliance),
        status,
        reason + " (at appliance \"" + appliance + "\")",
        link.address(),
        link.facts(),
        awaited);
  }

  /**
   * The settings of a machine for which this appliance has no file.
   *
   * @param stored what the books have of its slots
   */
  MachineSettings settings(String id, List<StoredSlot> stored) {
    List<SlotSettings> slots =
        listed(stored).stream()
            .map(slot -> new SlotSettings(slot.number(), slot.item(), slot.price(), 0))
            .toList();
    BoardAccess board =
        new BoardAccess(
            NO_MODEL,
            new DialIn(Optional.empty(), OptionalInt.empty()),
            Optional.empty(),
            Optional.empty(),
            new GivenTimes(Optional.empty(), Optional.empty(), Optional.empty()),
            Map.of());
    return new MachineSettings(
        id,
        description.name,
        description.aliases,
        description.location,
        Optional.empty(),
        board,
        new Contents(slots, description.coldBelowCelsius));
  }

  /** Those of the slots that its file lists. */
  List<StoredSlot> listed(List<StoredSlot> stored) {
    return stored.stream().filter(slot -> description.slots.contains(slot.number())).toList();
  }
}
