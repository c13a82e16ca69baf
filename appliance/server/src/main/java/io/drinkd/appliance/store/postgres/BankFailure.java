package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Says in an operator's words why the bank could not be reached, read or written. */
final class BankFailure {

  /** A lock was not to be had in time. */
  private static final String LOCK_TIMEOUT = "55P03";

  /** Of whoever asks, whoever it is. */
  private static final String REFUSED = "28000";

  private static final String NOT_TRUSTED =
      "its certificate is not trusted, or not its own; trust: names the file of its issuer";

  /** By the state of SQL that the server reports. */
  private static final Map<String, String> REASONS =
      Map.of(
          "28P01",
          "user or password is wrong",
          REFUSED,
          "the server refuses this user from here; see its pg_hba.conf",
          "3D000",
          "there is no such database; create it, then run: drinkd bank init",
          "42501",
          "the user has no right to do this there",
          "53100",
          "there is no room on the server's disk",
          "53300",
          "the server has too many connections",
          "57P01",
          "the server was stopped, or ended the connection",
          "57P03",
          "the server is starting or stopping",
          "25006",
          "the server takes no writes now",
          LOCK_TIMEOUT,
          "another appliance, or a session of somebody, holds a lock for too long");

  /** Of these the server, its disk or the way to it are the cause, and no statement of ours. */
  private static final Set<String> AWAY = Set.of("08", "28", "53", "57", "58", "3D");

  /** With these a server that runs refuses this appliance, until somebody changes it there. */
  private static final Set<String> REFUSALS =
      Set.of("28P01", REFUSED, "3D000", "42501", "53300", "55000");

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
            + reason(address, cause)
            + "); nothing is read or written meanwhile",
        cause);
  }

  /** The connection was lost, and the server has nothing of what was under way. */
  static StoreException notWritten(BankAddress address) {
    return new StoreException(
        Kind.AWAY, "the bank " + address + " lost the connection; nothing was written");
  }

  /** The connection was lost, and nobody could ask the server what it has. */
  static StoreException undecided(BankAddress address) {
    return new StoreException(
        Kind.AWAY,
        "the bank "
            + address
            + " is away; the books have what was asked for, or nothing of it; look before it is asked for"
            + " again");
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
            || state.equals("25006")
            || state.equals("25P03")
            || state.equals("57P05"));
  }

  /** Whether a server that runs refuses this appliance. */
  static boolean isRefusal(SQLException cause) {
    return REFUSALS.contains(String.valueOf(cause.getSQLState()));
  }

  /** Whether a lock was not to be had in time; the connection is as good as before. */
  static boolean isLockTimeout(SQLException cause) {
    return LOCK_TIMEOUT.equals(cause.getSQLState());
  }

  /** The reason, in one line. */
  static String reason(BankAddress address, SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    if (state.equals(REFUSED) && address.isLocal()) {
      return "the server refuses the user \""
          + address.user()
          + "\" from here; by peer authentication only the system's user of that name is let in,"
          + " or whom its pg_hba.conf and pg_ident.conf name";
    }
    String known = REASONS.get(state);
    if (known != null) {
      return known;
    }
    if (failure.getCause() == null && said(failure).startsWith("The hostname ")) {
      return NOT_TRUSTED;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof LocalSocketException local) {
        return local.reason();
      }
      if (cause instanceof UnknownHostException) {
        return "its host name is not known";
      }
      if (cause instanceof SocketTimeoutException) {
        return "it does not answer in time";
      }
      if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
        return NOT_TRUSTED;
      }
    }
    return failure.getCause() instanceof IOException
        ? "it cannot be reached, or the connection was lost"
        : said(failure);
  }

  private static String said(SQLException failure) {
    ServerErrorMessage message =
        failure instanceof PSQLException known ? known.getServerErrorMessage() : null;
    String text = message == null ? failure.getMessage() : message.getMessage();
    return String.valueOf(text).lines().findFirst().orElse("");
  }
}
