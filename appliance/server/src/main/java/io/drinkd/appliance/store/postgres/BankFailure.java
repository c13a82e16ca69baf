package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.SqlFailure;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;

/** What a failure of the bank is to the store, with its {@link BankReason reason}. */
final class BankFailure {

  /** A lock was not to be had in time. */
  static final String LOCK_TIMEOUT = "55P03";

  /** There is no such database. */
  static final String NO_DATABASE = "3D000";

  /** There is no such table. */
  static final String NO_TABLE = "42P01";

  /** The server takes no writes. */
  static final String READ_ONLY = "25006";

  /** Of these the server, its disk or the way to it are the cause, and no statement of ours. */
  private static final Set<String> AWAY = Set.of("08", "28", "53", "57", "58", "3D");

  /** With these a server that runs refuses this appliance, until somebody changes it there. */
  private static final Set<String> REFUSALS =
      Set.of("28P01", "28000", "08004", "3D000", SqlFailure.NO_RIGHT, "53300", "55000", NO_TABLE);

  private BankFailure() {}

  /** A failure of the database as an exception of the store. */
  static StoreException of(String doing, BankAddress address, SQLException cause) {
    return new StoreException(
        isAway(cause) ? Kind.AWAY : Kind.UNAVAILABLE,
        doing + " the bank " + address + " failed: " + reason(address, cause),
        cause);
  }

  /** The connection was lost, or is not to be had. */
  static StoreException away(BankAddress address, SQLException cause) {
    return new StoreException(
        Kind.AWAY,
        "the bank "
            + address
            + (isRefusal(cause) ? " cannot be used (" : " is away (")
            + reasonAway(address, cause)
            + "); nothing is read or written meanwhile",
        cause);
  }

  /** The connection was lost, and the server has nothing of what was under way. */
  static StoreException notWritten(BankAddress address) {
    return new StoreException(
        Kind.AWAY, "the connection with the bank " + address + " was lost; nothing was written");
  }

  /** The connection was lost, and nobody could ask the server what it has. */
  static StoreException undecided(BankAddress address) {
    return new StoreException(
        Kind.AWAY,
        "the bank "
            + address
            + " is away, and it is not known whether what was asked for is in the books; look there"
            + " before you ask again");
  }

  /** Somebody else has it, or it is not what it was. */
  static StoreException lost(BankAddress address) {
    return new StoreException(
        Kind.UNAVAILABLE,
        "the bank "
            + address
            + " was taken by another process in this one's name, or put back to an older state or"
            + " from a dump; this one writes nothing any more until it is restarted");
  }

  /** Whether the bank cannot be used now, whatever is asked of it. */
  static boolean isAway(SQLException cause) {
    String state = String.valueOf(cause.getSQLState());
    return state.length() == 5
        && (AWAY.contains(state.substring(0, 2))
            || state.equals(LOCK_TIMEOUT)
            || state.equals(READ_ONLY)
            || state.equals("25P03")
            || state.equals("57P05"));
  }

  /** Whether a server that runs refuses this appliance. */
  static boolean isRefusal(SQLException cause) {
    return REFUSALS.contains(String.valueOf(cause.getSQLState()));
  }

  /** What a server that takes no writes answers. */
  static SQLException readOnly(String why) {
    return new SQLException(why, READ_ONLY);
  }

  /** Whether nothing was answered in time. */
  static boolean isSilence(SQLException cause) {
    return Stream.iterate((Throwable) cause, one -> one != null, Throwable::getCause)
        .anyMatch(SocketTimeoutException.class::isInstance);
  }

  /** Whether a lock was not to be had in time; the connection is as good as before. */
  static boolean isLockTimeout(SQLException cause) {
    return LOCK_TIMEOUT.equals(cause.getSQLState());
  }

  /** The reason for a process that has had it, in one line. */
  static String reasonAway(BankAddress address, SQLException failure) {
    return switch (String.valueOf(failure.getSQLState())) {
      case NO_DATABASE -> BankReason.databaseGone(address);
      case NO_TABLE -> BankReason.databaseEmpty(address);
      default -> reason(address, failure);
    };
  }

  /** The reason, in one line. */
  static String reason(BankAddress address, SQLException failure) {
    return BankReason.of(address, failure);
  }
}
