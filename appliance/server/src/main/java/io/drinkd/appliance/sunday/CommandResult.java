package io.drinkd.appliance.sunday;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.drop.InDoubtDrops.InDoubtDrop;
import io.drinkd.appliance.ledger.Entry;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.member.MemberRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What came of a request, in the terms of the house. How it is said is a {@link Dialect}'s. */
public sealed interface CommandResult {

  /** Calls the method of {@code dialect} that is for this outcome. */
  Reply spelledBy(Dialect dialect);

  /** It was not done. The detail is what {@link ErrorCode} says; mostly empty. */
  record Failed(ErrorCode problem, String detail) implements CommandResult {
    public Failed(ErrorCode problem) {
      this(problem, "");
    }

    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.failed(this);
    }
  }

  /** A name was given, known or not; a password must follow. */
  record PasswordRequired(String name) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.passwordRequired(this);
    }
  }

  /** The member is logged in and has these credits available. */
  record LoggedIn(MemberRecord member, long available) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.loggedIn(this);
    }
  }

  /** Who is logged in. */
  record LoggedInAs(String name) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.loggedInAs(this);
    }
  }

  /** Credits that are available. */
  record Credits(long available) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.credits(this);
    }
  }

  /** The machine was selected. */
  record MachineSelected(Machine machine) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.machineSelected(this);
    }
  }

  /** The machines of the house. */
  record Machines(List<Machine> machines) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.machines(this);
    }
  }

  /** Slots of a machine. */
  record Slots(List<Slot> slots) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.slots(this);
    }
  }

  /** The temperature inside the machine. */
  record Temperature(double celsius) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.temperature(this);
    }
  }

  /** Where the machine stands. */
  record Location(String place) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.location(this);
    }
  }

  /** The drink has dropped; so many credits are left. */
  record Dropped(long available) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.dropped(this);
    }
  }

  /** Since when the appliance runs. */
  record UpSince(Instant start) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.upSince(this);
    }
  }

  /** Which version of drinkd this is. */
  record Version(String version) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.version(this);
    }
  }

  /** The credits are given; so many are left. */
  record CreditsSent(long available) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.creditsSent(this);
    }
  }

  /** The credits are granted, or taken. */
  record CreditsGranted() implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.creditsGranted(this);
    }
  }

  /** What an admin has changed is saved. */
  record Saved() implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.saved(this);
    }
  }

  /** A member's last transfers, the newest first. */
  record History(List<Entry> entries) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.history(this);
    }
  }

  /** The drops in doubt. */
  record InDoubt(List<InDoubtDrop> inDoubtDrops) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.inDoubt(this);
    }
  }

  /** A drop in doubt is decided. */
  record Resolved() implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.resolved(this);
    }
  }

  /** The member is added. */
  record MemberAdded() implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.memberAdded(this);
    }
  }

  /** Logins and the books work. */
  record Ready() implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.ready(this);
    }
  }

  /** Whether a member is an admin. */
  record AdminFlag(String name, boolean admin) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.adminFlag(this);
    }
  }

  /** Whether there is a member of that name. */
  record MemberKnown(String name, boolean known) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.memberKnown(this);
    }
  }

  /** So many drops are called off. */
  record Cancelled(int drops) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.cancelled(this);
    }
  }

  /** The message stands in the audit log. */
  record MessageLogged() implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.messageLogged(this);
    }
  }

  /** Entries of the audit log, the newest first. */
  record AuditEntries(List<AuditLog.Entry> entries) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.auditEntries(this);
    }
  }

  /** The machines, and which are connected. */
  record ServerStatus(List<Machine> machines) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.serverStatus(this);
    }
  }

  /** The appliance stops, and may start again. */
  record Stopping(boolean again) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.stopping(this);
    }
  }

  /** From now on the connection is told of events after the one of that number. */
  record Watching(long from) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.watching(this);
    }
  }

  /** The connection is told of no more events. */
  record NotWatching() implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.notWatching(this);
    }
  }

  /** The verbs that there are, or the one asked for. */
  record Verbs(List<Command> commands) implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.verbs(this);
    }
  }

  /** The client leaves; the connection is closed after the reply. */
  record Goodbye() implements CommandResult {
    @Override
    public Reply spelledBy(Dialect dialect) {
      return dialect.goodbye(this);
    }
  }

  /**
   * One that never changes, spelled and encoded once in each dialect. For HELP, whose reply is by
   * far the longest and the only long one that nobody need log in for. Beside a thousand clients
   * that ask for it ten times, connect anew and reset within three seconds, spelling it took a
   * fifth of the I/O thread's time, and its bytes most of what the collector had to do.
   */
  record Unchanging(CommandResult outcome, Map<Dialect, Reply> spelled) implements CommandResult {
    Unchanging(CommandResult outcome) {
      this(outcome, new ConcurrentHashMap<>());
    }

    @Override
    public Reply spelledBy(Dialect dialect) {
      return spelled.computeIfAbsent(
          dialect, spelling -> outcome.spelledBy(spelling).toBeRepeated());
    }
  }
}
