package io.drinkd.appliance.sunday;

import io.drinkd.appliance.event.EventLog.NumberedEvent;

/**
 * How the protocol is spelled. A dialect knows nothing of what happened but the outcome it is
 * given: one method for each, and no state. A further dialect is one more class and its line in
 * {@link Dialects}.
 */
public interface Dialect {

  /**
   * What a connection is greeted with.
   *
   * @param name the selected machine's name, or the appliance's if none is selected
   */
  Reply greeting(String name);

  /** Whether a connection begins with the first machine selected if no other is. */
  default boolean selectsFirstMachine() {
    return false;
  }

  Reply failed(CommandResult.Failed failed);

  Reply passwordRequired(CommandResult.PasswordRequired required);

  Reply loggedIn(CommandResult.LoggedIn login);

  Reply loggedInAs(CommandResult.LoggedInAs member);

  Reply credits(CommandResult.Credits credits);

  Reply machineSelected(CommandResult.MachineSelected selected);

  Reply machines(CommandResult.Machines machines);

  Reply slots(CommandResult.Slots slots);

  Reply temperature(CommandResult.Temperature temperature);

  Reply location(CommandResult.Location location);

  Reply dropped(CommandResult.Dropped dropped);

  Reply creditsSent(CommandResult.CreditsSent sent);

  Reply creditsGranted(CommandResult.CreditsGranted granted);

  Reply saved(CommandResult.Saved saved);

  Reply history(CommandResult.History history);

  Reply inDoubt(CommandResult.InDoubt inDoubt);

  Reply resolved(CommandResult.Resolved resolved);

  Reply memberAdded(CommandResult.MemberAdded added);

  Reply ready(CommandResult.Ready ready);

  Reply adminFlag(CommandResult.AdminFlag flag);

  Reply memberKnown(CommandResult.MemberKnown answer);

  Reply cancelled(CommandResult.Cancelled cancelled);

  Reply messageLogged(CommandResult.MessageLogged logged);

  Reply auditEntries(CommandResult.AuditEntries entries);

  Reply serverStatus(CommandResult.ServerStatus status);

  Reply stopping(CommandResult.Stopping stopping);

  Reply watching(CommandResult.Watching watching);

  Reply notWatching(CommandResult.NotWatching watching);

  /** An event as one line with its end, which begins with an asterisk and a blank. */
  String event(NumberedEvent event);

  Reply upSince(CommandResult.UpSince upSince);

  Reply version(CommandResult.Version version);

  Reply verbs(CommandResult.Verbs verbs);

  Reply goodbye(CommandResult.Goodbye goodbye);
}
