package io.drinkd.appliance.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The LDAP directory that keeps the members' passwords.
 *
 * @param server where it is
 * @param account the account that looks up entries; empty if anybody may
 * @param entries where members are found in it
 * @param timeout how long a login may wait for the directory
 * @param connections how many connections are kept
 */
public record DirectorySettings(
    Server server, Optional<Account> account, Entries entries, Duration timeout, int connections) {

  /** Without the password. */
  @Override
  public String toString() {
    return server.toString();
  }

  /**
   * Where the directory is.
   *
   * @param host a name or an address
   * @param port the port
   * @param ldaps whether the connection begins with TLS; otherwise StartTLS is used on it
   * @param trust a PEM file with the certificates that are trusted, absolute; empty for those that
   *     Java trusts
   */
  public record Server(String host, int port, boolean ldaps, Optional<String> trust) {

    @Override
    public String toString() {
      return (ldaps ? "ldaps://" : "ldap://") + host + ":" + port;
    }
  }

  /**
   * The account that looks up entries.
   *
   * @param name its distinguished name
   * @param password its password
   */
  public record Account(String name, String password) {

    /** Without the password. */
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * Where members are found in the directory.
   *
   * @param base the entry below which those of the members are
   * @param nameAttribute the attribute that holds a member's name
   * @param ibuttonAttribute the attribute that holds ids of iButtons; empty if none does
   * @param adminGroup the entry whose {@code member} attribute lists the admins; empty if the books
   *     decide who is an admin
   */
  public record Entries(
      String base,
      String nameAttribute,
      Optional<String> ibuttonAttribute,
      Optional<String> adminGroup) {}
}
