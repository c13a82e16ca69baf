package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.FileFailure;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/**
 * The password of the bank's role. One that is kept in a file is read again for each connection, so
 * that it can be changed while appliances run. Passwords of the same source are equal, whatever is
 * in it now. Any thread may use it.
 */
public final class BankPassword {

  /** Where it is kept; two of the same place are equal. */
  public interface Source {

    /**
     * What is there now.
     *
     * @throws IOException if it cannot be read, or is no password; the reason does not have it
     */
    String read() throws IOException;

    /** Its place, as people know it. */
    @Override
    String toString();
  }

  private final Optional<Source> source;
  private volatile String known;
  private volatile Optional<String> unread = Optional.empty();

  private BankPassword(String known, Optional<Source> source) {
    this.known = known;
    this.source = source;
  }

  /** One that does not change; empty if the role needs none. */
  public static BankPassword of(String text) {
    return new BankPassword(text, Optional.empty());
  }

  /**
   * One that may change.
   *
   * @param first what was read there
   */
  public static BankPassword in(Source source, String first) {
    return new BankPassword(first, Optional.of(source));
  }

  /** What is to be sent now: that of the source, or what was read there last. */
  public String text() {
    if (source.isPresent()) {
      try {
        known = source.get().read();
        unread = Optional.empty();
      } catch (IOException e) {
        unread = Optional.of(FileFailure.reason(e));
      }
    }
    return known;
  }

  /** Whether the role has none. */
  boolean isNone() {
    return source.isEmpty() && known.isEmpty();
  }

  /** What to do if the server refuses it. */
  String remedy() {
    if (source.isEmpty()) {
      return "correct user: and password: of store: and restart drinkd, or set it there by ALTER"
          + " ROLE";
    }
    return (unread.isPresent()
            ? source.get()
                + " cannot be read now ("
                + unread.get()
                + "), so that it was the old one"
            : "it is what is in " + source.get())
        + ": write the right one there, which is read again at each try, or set it at the server by"
        + " ALTER ROLE; another user: needs a restart";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BankPassword there
        && source.equals(there.source)
        && (source.isPresent() || known.equals(there.known));
  }

  @Override
  public int hashCode() {
    return Objects.hash(source, source.isPresent() ? "" : known);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "****";
  }
}
