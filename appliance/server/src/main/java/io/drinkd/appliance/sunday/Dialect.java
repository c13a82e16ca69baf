package io.drinkd.appliance.sunday;

import io.drinkd.appliance.event.EventLog.Event;

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

  Reply failed(Outcome.Failed failed);

  Reply passwordRequired(Outcome.PasswordRequired required);

  Reply loggedIn(Outcome.LoggedIn login);

  Reply loggedInAs(Outcome.LoggedInAs member);

  Reply credits(Outcome.Credits credits);

  Reply machineSelected(Outcome.MachineSelected selected);

  Reply machines(Outcome.Machines machines);

  Reply slots(Outcome.Slots slots);

  Reply temperature(Outcome.Temperature temperature);

  Reply location(Outcome.Location location);

  Reply dropped(Outcome.Dropped dropped);

  Reply creditsSent(Outcome.CreditsSent sent);

  Reply creditsGranted(Outcome.CreditsGranted granted);

  Reply saved(Outcome.Saved saved);

  Reply history(Outcome.History history);

  Reply inDoubt(Outcome.InDoubt inDoubt);

  Reply resolved(Outcome.Resolved resolved);

  Reply memberAdded(Outcome.MemberAdded added);

  Reply ready(Outcome.Ready ready);

  Reply adminFlag(Outcome.AdminFlag flag);

  Reply memberKnown(Outcome.MemberKnown answer);

  Reply cancelled(Outcome.Cancelled cancelled);

  Reply messageLogged(Outcome.MessageLogged logged);

  Reply auditEntries(Outcome.AuditEntries entries);

  Reply serverStatus(Outcome.ServerStatus status);

  Reply stopping(Outcome.Stopping stopping);

  Reply watching(Outcome.Watching watching);

  Reply notWatching(Outcome.NotWatching watching);

  /** An event as one line with its end, which begins with an asterisk and a blank. */
  String event(Event event);

  Reply upSince(Outcome.UpSince upSince);

  Reply version(Outcome.Version version);

  Reply verbs(Outcome.Verbs verbs);

  Reply goodbye(Outcome.Goodbye goodbye);
}
