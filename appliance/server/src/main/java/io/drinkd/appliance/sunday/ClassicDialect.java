package io.drinkd.appliance.sunday;

import io.drinkd.appliance.event.Event;
import io.drinkd.appliance.event.EventLog.NumberedEvent;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.machine.Slot;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * The protocol as the servers of 2003 to 2010 spelled it: {@code OK text} and {@code ERR number
 * text}, lines end with LF alone, a list is rows and then {@code OK count what}.
 */
final class ClassicDialect implements Dialect {

  @Override
  public Reply greeting(String name) {
    return ok("Welcome to " + name);
  }

  @Override
  public Reply ok(String text) {
    return Reply.of("OK " + text + "\n");
  }

  @Override
  public Reply list(CharSequence rows, int count, String what) {
    return new Reply(rows.toString(), "OK " + count + " " + what + "\n");
  }

  @Override
  public Reply passwordRequired() {
    return ok("Password required.");
  }

  @Override
  public Reply loggedInAs(String name) {
    return ok("Username: " + name);
  }

  @Override
  public Reply credits(long available) {
    return ok("Credits: " + available);
  }

  @Override
  public Reply machineSelected(String name) {
    return ok("Welcome to " + name);
  }

  @Override
  public Reply slots(List<Slot> slots) {
    StringBuilder rows = new StringBuilder(32 * slots.size());
    for (Slot slot : slots) {
      rows.append(slot.number()).append(" \"").append(slot.item()).append("\" ");
      rows.append(slot.price()).append(' ').append(slot.available()).append(' ');
      rows.append(slot.dropped()).append(' ').append(slot.enabled()).append('\n');
    }
    return list(rows, slots.size(), "Slots retrieved");
  }

  @Override
  public Reply dropped(long available) {
    return ok("Credits remaining: " + available);
  }

  @Override
  public Reply creditsSent(long available) {
    return ok("Credits remaining: " + available);
  }

  @Override
  public Reply serverStatus(Collection<? extends MachineView> machines) {
    return ok(new ServerStatusJson(machines).withoutOpcode());
  }

  @Override
  public Reply goodbye() {
    return ok("Disconnecting.");
  }

  @Override
  public String event(NumberedEvent event) {
    return "* " + event.number() + " " + words(event.event()) + "\n";
  }

  private static String words(Event event) {
    if (event instanceof Event.SlotChanged changed) {
      return "SLOT " + changed.machine() + " " + changed.slot() + " " + changed.state();
    }
    if (event instanceof Event.MachineChanged changed) {
      return "MACHINE " + changed.machine() + " " + changed.status();
    }
    if (event instanceof Event.TemperatureMeasured measured) {
      double fahrenheit = Dialect.fahrenheit(measured.celsius());
      String which = measured.thermometer().isEmpty() ? "" : " " + measured.thermometer();
      return String.format(Locale.ROOT, "TEMP %s %.1f%s", measured.machine(), fahrenheit, which);
    }
    if (event instanceof Event.ReadingChanged changed) {
      return "READING " + changed.machine() + " " + changed.name() + " " + changed.value();
    }
    if (event instanceof Event.DropMoved moved) {
      return "DROP " + moved.drop() + " " + moved.state();
    }
    return "CREDITS " + ((Event.CreditsChanged) event).available();
  }

  @Override
  public Reply error(ErrorCode code, String detail) {
    return switch (code) {
      case USER_FIRST -> error(201, "USER command needs to be issued first.");
      case UNKNOWN_IBUTTON -> error(202, "Invalid username or password.");
      case TOO_MANY_CONNECTIONS -> error(205, "Maximum user count reached.");
      case UNKNOWN_RECEIVER -> error(208, "Transfer error - user doesnt exist.");
      case USER_NOT_CREATED -> error(352, "Unable to create user.");
      case USER_NOT_REMOVED -> error(353, "Could not remove user." + sentence(detail));
      case INVALID_ADMIN_FLAG -> error(400, "Invalid admin flag.");
      case INVALID_CREDITS -> error(402, "Invalid credits.");
      case INVALID_ENABLE_FLAG -> error(404, "Invalid enable flag.");
      case ARGUMENT_COUNT, NO_SLOT_NAMED, INVALID_PARAMETERS -> error(406, "Invalid parameters.");
      case NOT_RESOLVED -> error(406, "Invalid parameters." + sentence(detail));
      case INVALID_SLOT -> error(409, "Invalid slot.");
      case NO_MACHINE_SELECTED -> error(413, "No machine selected.");
      case UNKNOWN_MACHINE -> error(414, "Invalid machine name.");
      case CLOSING -> error(450, "Timeout, disconnecting.");
      case NOT_IMPLEMENTED -> error(451, "Not implemented.");
      case UNKNOWN_VERB -> error(452, "Invalid command.");
    };
  }

  @Override
  public Reply refused(RefusedException refused) {
    return error(refused.refusal().number(), text(refused));
  }

  private static String text(RefusedException refused) {
    return switch (refused.refusal()) {
      case SLOT_EMPTY -> "Slot empty.";
      case DROP_REFUSED -> "Drop failed, contact an admin.";
      case MOTOR_JAMMED -> "Motor is jammed. Contact an admin immediately.";
      case MOTOR_FAILED -> "Motor failure, can jam, or cutoff switch is off.";
      case DOOR_OPEN, NO_POWER -> "Unable to initialize hardware for drop.";
      case SLOT_DISABLED -> "Slot disabled.";
      case UNKNOWN_FAILURE -> "Unknown Failure.";
      case DROP_CANCELLED -> "Cancelled.";
      case NOTHING_TO_DROP -> "No slots available.";
      case DROP_IN_DOUBT ->
          "Unable to communicate with hardware. Contact an admin. Drop " + refused.drop().orElse(0);
      case BOARD_BUSY -> "Drop in progress, please wait before dropping again.";
      case FORBIDDEN -> "Access denied.";
      case WRONG_LOGIN -> "Invalid username or password.";
      case POOR -> "User is poor.";
      case NOT_LOGGED_IN -> "You need to login.";
      case TO_ONESELF, NOTHING_TO_UNDO -> "Error during credit transfer.";
      case INVALID_AMOUNT -> "Send amount must be a positive, whole number.";
      case NOT_READY, BOOKS_UNSOUND, TOO_MANY_LOGINS -> "Account server subsystem is not ready.";
      case NO_TEMPERATURE -> "Unable to determine temperature.";
      case IBUTTON_TAKEN, INVALID_IBUTTON -> "Unable to create user.";
      case ACCOUNT_NOT_EMPTY -> "Could not remove user." + sentence(refused.getMessage());
      case LAST_ADMIN, ADMINS_IN_DIRECTORY -> "Unable to set admin flag.";
      case INVALID_PRICE -> "Invalid cost.";
      case INVALID_FLOOR -> "Invalid credits.";
      case INVALID_DELAY -> "Invalid delay.";
      case INVALID_DROPPED -> "Invalid num_dropped.";
      case INVALID_KEY,
          KEY_REUSED,
          INVALID_REMARK,
          INVALID_DECISION,
          INVALID_COUNT,
          INVALID_ITEM,
          NO_SUCH_DROP,
          NO_SUCH_IBUTTON,
          NO_SUCH_TOKEN,
          NO_SUCH_KIOSK,
          NO_SUCH_TRANSFER,
          NOT_IN_DOUBT,
          TOO_LATE_TO_CANCEL,
          INVALID_LIFETIME,
          IDENTITY_TAKEN,
          SLOT_CHANGED,
          NO_SUCH_EVENT ->
          "Invalid parameters.";
      case NOT_REFUNDABLE, LIMIT_REACHED -> "Invalid parameters." + sentence(refused.getMessage());
      case INVALID_PASSWORD, WRONG_PASSWORD -> "Invalid password.";
      case INVALID_QUANTITY -> "Invalid quantity.";
      case NO_SUCH_SLOT -> "Invalid slot.";
      case NO_SUCH_MEMBER, INVALID_NAME -> "Invalid user.";
      case NAME_TAKEN -> "User already registered.";
      case NO_SUCH_MACHINE -> "No machine selected.";
      case BOARD_AWAY, OUT_OF_SERVICE -> "Machine is offline or unreachable.";
      case PASSWORDS_IN_DIRECTORY -> "Not implemented.";
    };
  }

  /** What an admin has to know, behind the words that every client gets. */
  private static String sentence(String detail) {
    return detail.isEmpty()
        ? ""
        : " " + detail.substring(0, 1).toUpperCase(Locale.ROOT) + detail.substring(1) + ".";
  }

  private static Reply error(int number, String text) {
    return Reply.of("ERR " + number + " " + text + "\n");
  }
}
