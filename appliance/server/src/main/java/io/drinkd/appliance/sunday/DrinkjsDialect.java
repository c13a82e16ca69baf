package io.drinkd.appliance.sunday;

import io.drinkd.appliance.event.EventLog.NumberedEvent;
import io.drinkd.appliance.machine.Slot;

/**
 * The protocol as the servers of 2012 to 2018 spelled it: {@code OK: text} and {@code ERR number
 * text}, such lines end with CR LF, and rows of a list with LF alone. Where nothing is known to
 * differ, the words are those of {@link ClassicDialect}.
 */
final class DrinkjsDialect implements Dialect {

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
  public Reply passwordRequired(CommandResult.PasswordRequired required) {
    return ok("");
  }

  @Override
  public Reply loggedIn(CommandResult.LoggedIn login) {
    return ok(Long.toString(login.available()));
  }

  @Override
  public Reply loggedInAs(CommandResult.LoggedInAs member) {
    // Two blanks: clients cut at a fixed place.
    return ok(" " + member.name());
  }

  @Override
  public Reply credits(CommandResult.Credits credits) {
    return ok(Long.toString(credits.available()));
  }

  @Override
  public Reply machineSelected(CommandResult.MachineSelected selected) {
    return ok(" Welcome to " + selected.machine().name());
  }

  @Override
  public Reply machines(CommandResult.Machines machines) {
    return list(classic.machines(machines));
  }

  @Override
  public Reply slots(CommandResult.Slots slots) {
    StringBuilder rows = new StringBuilder(32 * slots.slots().size());
    for (Slot slot : slots.slots()) {
      rows.append(slot.number()).append(" \"").append(slot.item()).append("\" ");
      rows.append(slot.price()).append(' ').append(slot.available()).append(' ');
      rows.append(slot.enabled() ? '1' : '0').append('\n');
    }
    return new Reply(rows.toString(), "OK " + slots.slots().size() + " Slots retrieved\r\n");
  }

  @Override
  public Reply temperature(CommandResult.Temperature temperature) {
    return like(classic.temperature(temperature));
  }

  @Override
  public Reply location(CommandResult.Location location) {
    return like(classic.location(location));
  }

  @Override
  public Reply dropped(CommandResult.Dropped dropped) {
    return ok(" Dropping drink");
  }

  @Override
  public Reply creditsSent(CommandResult.CreditsSent sent) {
    return ok("");
  }

  @Override
  public Reply creditsGranted(CommandResult.CreditsGranted granted) {
    return like(classic.creditsGranted(granted));
  }

  @Override
  public Reply saved(CommandResult.Saved saved) {
    return like(classic.saved(saved));
  }

  @Override
  public Reply history(CommandResult.History history) {
    return list(classic.history(history));
  }

  @Override
  public Reply inDoubt(CommandResult.InDoubt inDoubt) {
    return list(classic.inDoubt(inDoubt));
  }

  @Override
  public Reply resolved(CommandResult.Resolved resolved) {
    return like(classic.resolved(resolved));
  }

  @Override
  public Reply memberAdded(CommandResult.MemberAdded added) {
    return like(classic.memberAdded(added));
  }

  @Override
  public Reply ready(CommandResult.Ready ready) {
    return like(classic.ready(ready));
  }

  @Override
  public Reply adminFlag(CommandResult.AdminFlag flag) {
    return like(classic.adminFlag(flag));
  }

  @Override
  public Reply memberKnown(CommandResult.MemberKnown answer) {
    return like(classic.memberKnown(answer));
  }

  @Override
  public Reply cancelled(CommandResult.Cancelled cancelled) {
    return like(classic.cancelled(cancelled));
  }

  @Override
  public Reply messageLogged(CommandResult.MessageLogged logged) {
    return like(classic.messageLogged(logged));
  }

  @Override
  public Reply auditEntries(CommandResult.AuditEntries entries) {
    return list(classic.auditEntries(entries));
  }

  @Override
  public Reply serverStatus(CommandResult.ServerStatus status) {
    return Reply.of(new ServerStatusJson(status.machines()).withOpcode() + "\r\n");
  }

  @Override
  public Reply stopping(CommandResult.Stopping stopping) {
    return like(classic.stopping(stopping));
  }

  @Override
  public Reply watching(CommandResult.Watching watching) {
    return like(classic.watching(watching));
  }

  @Override
  public Reply notWatching(CommandResult.NotWatching watching) {
    return like(classic.notWatching(watching));
  }

  @Override
  public String event(NumberedEvent event) {
    return withCarriageReturn(classic.event(event));
  }

  @Override
  public Reply upSince(CommandResult.UpSince upSince) {
    return like(classic.upSince(upSince));
  }

  @Override
  public Reply version(CommandResult.Version version) {
    return like(classic.version(version));
  }

  @Override
  public Reply verbs(CommandResult.Verbs verbs) {
    return list(classic.verbs(verbs));
  }

  @Override
  public Reply goodbye(CommandResult.Goodbye goodbye) {
    return Reply.of("Good Bye\r\n");
  }

  @Override
  public Reply failed(CommandResult.Failed failed) {
    return switch (failed.problem()) {
      case NO_SUCH_SLOT -> error("105 Slot not found");
      case BOARD_BUSY ->
          Reply.of("WARN 152 Drop in progress, please wait before dropping again\r\n");
      case ARGUMENT_COUNT -> error("206 Invalid number of args - USAGE: " + failed.detail());
      case UNKNOWN_IBUTTON -> error("207 Invalid Ibutton");
      case BAD_LOGIN -> error("407 Invalid password.");
      case UNKNOWN_MACHINE -> error("414 Invalid machine name - USAGE: MACHINE " + ids(failed));
      case UNKNOWN_VERB -> error("415 Invalid command");
      case MACHINE_GONE -> error("416 Machine is offline or unreachable.");
      case BOARD_AWAY -> error("151 Unable to communicate with hardware. Contact an admin.");
      case DROP_REFUSED -> error("150 Unable to initialize hardware for drop.");
      default -> new Reply("", withCarriageReturn(classic.failed(failed).last()));
    };
  }

  /** Such as {@code < d | ld | s >}. */
  private static String ids(CommandResult.Failed failed) {
    return "< " + failed.detail().replace(" ", " | ") + " >";
  }

  private static Reply ok(String text) {
    return Reply.of("OK: " + text + "\r\n");
  }

  private static Reply error(String text) {
    return Reply.of("ERR " + text + "\r\n");
  }

  /** What the classic dialect says in one line, as this one says it. */
  private static Reply like(Reply classic) {
    return Reply.of(withCarriageReturn(classic.last()).replaceFirst("^OK ", "OK: "));
  }

  private static Reply list(Reply classic) {
    return new Reply(classic.rows(), withCarriageReturn(classic.last()));
  }

  private static String withCarriageReturn(String line) {
    return line.substring(0, line.length() - 1) + "\r\n";
  }
}
