package io.drinkd.appliance.store;

import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in an operator's words why SQLite could not read or write a file. */
public final class SqlFailure {

  private static final Pattern CODE = Pattern.compile("\\[(SQLITE_[A-Z_]+)\\]");

  /** Of these the disk or the rights on it are the cause, and no statement of ours. */
  private static final Pattern OF_DISK =
      Pattern.compile("SQLITE_(FULL|READONLY|CANTOPEN|PERM|IOERR)(_[A-Z_]+)?");

  /** A server's answer to whoever lacks a right. */
  public static final String NO_RIGHT = "42501";

  /** How it is when a file cannot grow. */
  private static final Set<String> NO_ROOM =
      Set.of("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_WRITE");

  private SqlFailure() {}

  /** The reason, in one line. */
  public static String reason(SQLException failure) {
    String code = code(failure);
    if (NO_ROOM.contains(code)) {
      return "there is no room on the disk (" + code + "); free some space";
    }
    return String.valueOf(failure.getMessage());
  }

  /** Whether the disk is the cause, or the rights of drinkd's user on it. */
  public static boolean isOfDisk(SQLException failure) {
    return OF_DISK.matcher(code(failure)).matches();
  }

  /** Whether a server has taken rights from its user. */
  public static boolean isOfRights(SQLException failure) {
    return NO_RIGHT.equals(failure.getSQLState());
  }

  /** Whether the file itself is damaged. */
  public static boolean isOfDamage(SQLException failure) {
    String code = code(failure);
    return code.startsWith("SQLITE_CORRUPT") || code.startsWith("SQLITE_NOTADB");
  }

  private static String code(SQLException failure) {
    Matcher code = CODE.matcher(String.valueOf(failure.getMessage()));
    return code.find() ? code.group(1) : "";
  }
}
