package io.drinkd.appliance.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The LDAP directory that knows the members' passwords.
 *
 * @param host where it is
 * @param port the port
 * @param ldaps whether TLS begins with the connection; otherwise by StartTLS on it
 * @param trust a PEM file with the certificates that vouch for it, absolute; empty for those that
 *     Java trusts
 * @param account whom the appliance looks up entries as; empty if anybody may
 * @param password the account's password, empty without one
 * @param base below which the members' entries are
 * @param nameAttribute the attribute that holds a member's name
 * @param ibuttonAttribute the attribute that holds ids of iButtons; empty if none does
 * @param adminGroup the entry whose {@code member} attribute lists the admins; empty if admins are
 *     made here
 * @param timeout how long a login may wait for the directory
 * @param connections how many connections are kept
 */
public record DirectorySettings(
    String host,
    int port,
    boolean ldaps,
    Optional<String> trust,
    Optional<String> account,
    String password,
    String base,
    String nameAttribute,
    Optional<String> ibuttonAttribute,
    Optional<String> adminGroup,
    Duration timeout,
    int connections) {

  /** Without the password. */
  @Override
  public String toString() {
    return (ldaps ? "ldaps://" : "ldap://") + host + ":" + port;
  }
}
