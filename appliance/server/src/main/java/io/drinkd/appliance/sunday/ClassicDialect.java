package io.drinkd.appliance.sunday;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.drop.InDoubtDrops.InDoubtDrop;
import io.drinkd.appliance.event.Event;
import io.drinkd.appliance.event.EventLog.NumberedEvent;
import io.drinkd.appliance.ledger.Entry;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.Slot;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * The protocol as the servers of 2003 to 2010 spelled it: {@code OK text} and {@code ERR number
 * text}, lines end with LF alone, a list is rows and then {@code OK count what}.
 */
final class ClassicDialect implements Dialect {

  private static final double FAHRENHEIT_PER_CELSIUS = 1.8;
  private static final double FAHRENHEIT_AT_ZERO_CELSIUS = 32;

  @Override
  public Reply greeting(String name) {
    return ok("Welcome to " + name);
  }

  @Override
  public Reply passwordRequired(CommandResult.PasswordRequired required) {
    return ok("Password required.");
  }

  @Override
  public Reply loggedIn(CommandResult.LoggedIn login) {
    return ok("Credits: " + login.available());
  }

  @Override
  public Reply loggedInAs(CommandResult.LoggedInAs member) {
    return ok("Username: " + member.name());
  }

  @Override
  public Reply credits(CommandResult.Credits credits) {
    return ok("Credits: " + credits.available());
  }

  @Override
  public Reply machineSelected(CommandResult.MachineSelected selected) {
    return ok("Welcome to " + selected.machine().name());
  }

  @Override
  public Reply machines(CommandResult.Machines machines) {
    StringBuilder rows = new StringBuilder();
    for (Machine machine : machines.machines()) {
      String status = machine.status().name().toLowerCase(Locale.ROOT);
      rows.append(machine.id()).append(" \"").append(machine.name()).append("\" ");
      rows.append(status).append('\n');
    }
    return list(rows, machines.machines(), "Machines retrieved");
  }

  @Override
  public Reply slots(CommandResult.Slots slots) {
    StringBuilder rows = new StringBuilder(32 * slots.slots().size());
    for (Slot slot : slots.slots()) {
      rows.append(slot.number()).append(" \"").append(slot.item()).append("\" ");
      rows.append(slot.price()).append(' ').append(slot.available()).append(' ');
      rows.append(slot.dropped()).append(' ').append(slot.enabled()).append('\n');
    }
    return list(rows, slots.slots(), "Slots retrieved");
  }

  @Override
  public Reply temperature(CommandResult.Temperature temperature) {
    return ok(String.format(Locale.ROOT, "%.4f", fahrenheit(temperature.celsius())));
  }

  @Override
  public Reply location(CommandResult.Location location) {
    return ok(location.place());
  }

  @Override
  public Reply dropped(CommandResult.Dropped dropped) {
    return ok("Credits remaining: " + dropped.available());
  }

  @Override
  public Reply creditsSent(CommandResult.CreditsSent sent) {
    return ok("Credits remaining: " + sent.available());
  }

  @Override
  public Reply creditsGranted(CommandResult.CreditsGranted granted) {
    return ok("Added credits.");
  }

  @Override
  public Reply saved(CommandResult.Saved saved) {
    return ok("Changes saved.");
  }

  @Override
  public Reply history(CommandResult.History history) {
    StringBuilder rows = new StringBuilder();
    for (Entry entry : history.entries()) {
      rows.append(entry.at().truncatedTo(ChronoUnit.SECONDS)).append(' ').append(entry.reason());
      rows.append(' ').append(entry.amount()).append(' ').append(entry.balance()).append('\n');
    }
    return list(rows, history.entries(), "Entries retrieved");
  }

  @Override
  public Reply inDoubt(CommandResult.InDoubt inDoubt) {
    StringBuilder rows = new StringBuilder();
    for (InDoubtDrop doubt : inDoubt.inDoubtDrops()) {
      rows.append(doubt.id()).append(' ').append(doubt.machine()).append(' ');
      rows.append(doubt.slot()).append(' ').append(doubt.member()).append(' ');
      rows.append(doubt.price()).append(' ');
      rows.append(doubt.since().truncatedTo(ChronoUnit.SECONDS));
      rows.append(" \"").append(doubt.reason()).append("\"\n");
    }
    return list(rows, inDoubt.inDoubtDrops(), "Drops in doubt");
  }

  @Override
  public Reply resolved(CommandResult.Resolved resolved) {
    return ok("Resolved.");
  }

  @Override
  public Reply memberAdded(CommandResult.MemberAdded added) {
    return ok("User created.");
  }

  @Override
  public Reply ready(CommandResult.Ready ready) {
    return ok("Account server subsystem running.");
  }

  @Override
  public Reply adminFlag(CommandResult.AdminFlag flag) {
    String is = flag.admin() ? "is" : "is not";
    return ok(flag.admin() + " " + flag.name() + " " + is + " an administrator.");
  }

  @Override
  public Reply memberKnown(CommandResult.MemberKnown answer) {
    String is = answer.known() ? "is" : "is not";
    return ok(answer.known() + " " + answer.name() + " " + is + " known.");
  }

  @Override
  public Reply cancelled(CommandResult.Cancelled cancelled) {
    return ok(cancelled.drops() + " Cancelled.");
  }

  @Override
  public Reply messageLogged(CommandResult.MessageLogged logged) {
    return ok("Message added to log file.");
  }

  @Override
  public Reply auditEntries(CommandResult.AuditEntries entries) {
    StringBuilder rows = new StringBuilder();
    for (AuditLog.Entry entry : entries.entries()) {
      rows.append(entry.at().truncatedTo(ChronoUnit.SECONDS)).append(' ').append(entry.actor());
      rows.append(" \"").append(entry.what()).append("\" \"").append(entry.before());
      rows.append("\" \"").append(entry.after()).append("\"\n");
    }
    return list(rows, entries.entries(), "Entries retrieved");
  }

  @Override
  public Reply serverStatus(CommandResult.ServerStatus status) {
    return ok(new ServerStatusJson(status.machines()).withoutOpcode());
  }

  @Override
  public Reply stopping(CommandResult.Stopping stopping) {
    return ok(stopping.again() ? "Restarting." : "Shutting down.");
  }

  @Override
  public Reply watching(CommandResult.Watching watching) {
    return ok("Watching from " + watching.from() + ".");
  }

  @Override
  public Reply notWatching(CommandResult.NotWatching watching) {
    return ok("Not watching.");
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
      double fahrenheit = fahrenheit(measured.celsius());
      return String.format(Locale.ROOT, "TEMP %s %.1f", measured.machine(), fahrenheit);
    }
    if (event instanceof Event.DropMoved moved) {
      return "DROP " + moved.drop() + " " + moved.state();
    }
    return "CREDITS " + ((Event.CreditsChanged) event).available();
  }

  private static double fahrenheit(double celsius) {
    return celsius * FAHRENHEIT_PER_CELSIUS + FAHRENHEIT_AT_ZERO_CELSIUS;
  }

  @Override
  public Reply upSince(CommandResult.UpSince upSince) {
    var start = upSince.start().atOffset(ZoneOffset.UTC);
    return ok("Up since: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(start));
  }

  @Override
  public Reply version(CommandResult.Version version) {
    return ok("drinkd " + version.version());
  }

  @Override
  public Reply verbs(CommandResult.Verbs verbs) {
    StringBuilder rows = new StringBuilder(96 * verbs.commands().size());
    for (Command command : verbs.commands()) {
      String access = command.access().name().toLowerCase(Locale.ROOT);
      rows.append(command.syntax()).append(" (").append(access).append("): ");
      rows.append(command.purpose()).append('\n');
    }
    return list(rows, verbs.commands(), "Verbs");
  }

  @Override
  public Reply goodbye(CommandResult.Goodbye goodbye) {
    return ok("Disconnecting.");
  }

  @Override
  public Reply failed(CommandResult.Failed failed) {
    return switch (failed.problem()) {
      case SLOT_EMPTY -> error(100, "Slot empty.");
      case DROP_REFUSED -> error(101, "Drop failed, contact an admin.");
      case SLOT_DISABLED -> error(102, "Slot disabled.");
      case NO_SLOT_AVAILABLE -> error(104, "No slots available.");
      case UNKNOWN_FAILURE -> error(103, "Unknown Failure.");
      case DROP_CANCELLED -> error(103, "Cancelled.");
      case DROP_IN_DOUBT ->
          error(
              151,
              "Unable to communicate with hardware. Contact an admin. Drop " + failed.detail());
      case BOARD_BUSY -> error(152, "Drop in progress, please wait before dropping again.");
      case BOARD_AWAY -> error(416, "Machine is offline or unreachable.");
      case ACCESS_DENIED -> error(200, "Access denied.");
      case USER_FIRST -> error(201, "USER command needs to be issued first.");
      case BAD_LOGIN, UNKNOWN_IBUTTON -> error(202, "Invalid username or password.");
      case POOR -> error(203, "User is poor.");
      case UNKNOWN_RECEIVER -> error(208, "Transfer error - user doesnt exist.");
      case TRANSFER_TO_ONESELF -> error(209, "Error during credit transfer.");
      case INVALID_AMOUNT -> error(210, "Send amount must be a positive, whole number.");
      case NOT_LOGGED_IN -> error(204, "You need to login.");
      case TOO_MANY_CONNECTIONS -> error(205, "Maximum user count reached.");
      case NOT_READY -> error(350, "Account server subsystem is not ready.");
      case NO_TEMPERATURE -> error(351, "Unable to determine temperature.");
      case USER_NOT_REMOVED -> error(353, "Could not remove user.");
      case USER_NOT_CREATED -> error(352, "Unable to create user.");
      case ADMIN_FLAG_NOT_SET -> error(354, "Unable to set admin flag.");
      case INVALID_ADMIN_FLAG -> error(400, "Invalid admin flag.");
      case INVALID_COST -> error(401, "Invalid cost.");
      case INVALID_CREDITS -> error(402, "Invalid credits.");
      case INVALID_DELAY -> error(403, "Invalid delay.");
      case INVALID_ENABLE_FLAG -> error(404, "Invalid enable flag.");
      case INVALID_DROPPED -> error(405, "Invalid num_dropped.");
      case ARGUMENT_COUNT, INVALID_PARAMETERS -> error(406, "Invalid parameters.");
      case INVALID_PASSWORD -> error(407, "Invalid password.");
      case INVALID_QUANTITY -> error(408, "Invalid quantity.");
      case INVALID_SLOT, NO_SUCH_SLOT -> error(409, "Invalid slot.");
      case UNKNOWN_USER -> error(410, "Invalid user.");
      case USER_TAKEN -> error(412, "User already registered.");
      case NO_MACHINE_SELECTED, MACHINE_GONE -> error(413, "No machine selected.");
      case UNKNOWN_MACHINE -> error(414, "Invalid machine name.");
      case CLOSING -> error(450, "Timeout, disconnecting.");
      case NOT_IMPLEMENTED -> error(451, "Not implemented.");
      case UNKNOWN_VERB -> error(452, "Invalid command.");
    };
  }

  private static Reply ok(String text) {
    return Reply.of("OK " + text + "\n");
  }

  private static Reply error(int number, String text) {
    return Reply.of("ERR " + number + " " + text + "\n");
  }

  private static Reply list(StringBuilder rows, List<?> items, String what) {
    return new Reply(rows.toString(), "OK " + items.size() + " " + what + "\n");
  }
}
