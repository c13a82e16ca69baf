package io.drinkd.appliance.sunday;

import io.drinkd.appliance.event.EventLog.NumberedEvent;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.machine.Slot;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The protocol as the servers of 2012 to 2018 spelled it: {@code OK: text} and {@code ERR number
 * text}, such lines end with CR LF, and rows of a list with LF alone. Where nothing is known to
 * differ, the words are those of {@link ClassicDialect}.
 */
final class DrinkjsDialect implements Dialect {

  private static final Reply DROP_IN_PROGRESS =
      Reply.of("WARN 152 Drop in progress, please wait before dropping again\r\n");

  private final ClassicDialect classic = new ClassicDialect();

  @Override
  public Reply greeting(String name) {
    return Reply.of("Welcome to " + name + "\n");
  }

  @Override
  public boolean selectsFirstMachine() {
    return true;
  }

  @Override
  public Reply ok(String text) {
    return Reply.of("OK: " + text + "\r\n");
  }

  @Override
  public Reply list(CharSequence rows, int count, String what) {
    return new Reply(rows.toString(), "OK " + count + " " + what + "\r\n");
  }

  @Override
  public Reply passwordRequired() {
    return ok("");
  }

  @Override
  public Reply loggedInAs(String name) {
    // Two blanks: clients cut at a fixed place.
    return ok(" " + name);
  }

  @Override
  public Reply credits(long available) {
    return ok(Long.toString(available));
  }

  @Override
  public Reply machineSelected(String name) {
    return ok(" Welcome to " + name);
  }

  @Override
  public Reply slots(List<Slot> slots) {
    StringBuilder rows = new StringBuilder(32 * slots.size());
    for (Slot slot : slots) {
      rows.append(slot.number()).append(" \"").append(slot.item()).append("\" ");
      rows.append(slot.price()).append(' ').append(slot.available()).append(' ');
      rows.append(slot.enabled() ? '1' : '0').append('\n');
    }
    return list(rows, slots.size(), "Slots retrieved");
  }

  @Override
  public Reply dropped(long available) {
    return ok(" Dropping drink");
  }

  @Override
  public Reply creditsSent(long available) {
    return ok("");
  }

  @Override
  public Reply serverStatus(Collection<? extends MachineView> machines) {
    return Reply.of(new ServerStatusJson(machines).withOpcode() + "\r\n");
  }

  @Override
  public Optional<Reply> secondDrop() {
    return Optional.of(DROP_IN_PROGRESS);
  }

  @Override
  public Reply goodbye() {
    return Reply.of("Good Bye\r\n");
  }

  @Override
  public String event(NumberedEvent event) {
    return withCarriageReturn(classic.event(event));
  }

  @Override
  public Reply error(ErrorCode code, String detail) {
    return switch (code) {
      case ARGUMENT_COUNT -> error("206 Invalid number of args - USAGE: " + detail);
      case NO_SLOT_NAMED -> error(ErrorCode.INVALID_SLOT, detail);
      case UNKNOWN_IBUTTON -> error("207 Invalid Ibutton");
      case UNKNOWN_MACHINE ->
          error("414 Invalid machine name - USAGE: MACHINE < " + detail.replace(" ", " | ") + " >");
      case UNKNOWN_VERB -> error("415 Invalid command");
      default -> like(classic.error(code, detail));
    };
  }

  @Override
  public Reply refused(RefusedException refused) {
    return switch (refused.refusal()) {
      case NO_SUCH_SLOT -> error("105 Slot not found");
      case DROP_REFUSED -> error("150 Unable to initialize hardware for drop.");
      case BOARD_AWAY, OUT_OF_SERVICE ->
          error("151 Unable to communicate with hardware. Contact an admin.");
      case BOARD_BUSY -> DROP_IN_PROGRESS;
      case INVALID_DELAY -> error("403 Invalid delay");
      case WRONG_LOGIN -> error("407 Invalid password.");
      case NO_SUCH_MACHINE -> error("416 Machine is offline or unreachable.");
      default -> like(classic.refused(refused));
    };
  }

  private static Reply error(String text) {
    return Reply.of("ERR " + text + "\r\n");
  }

  private static Reply like(Reply classic) {
    return Reply.of(withCarriageReturn(classic.last()));
  }

  private static String withCarriageReturn(String line) {
    return line.substring(0, line.length() - 1) + "\r\n";
  }
}
