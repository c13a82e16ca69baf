package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.SqlFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateExpiredException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.postgresql.util.GT;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Why the bank could not be reached, read or written, and what to do, in one line that stands
 * behind the bank's address: the one place that says so, for the log, for health and for commands.
 *
 * <p>What the server reports is known by its state of SQL, because servers speak many languages;
 * what the driver finds itself by its causes, and otherwise by the driver's own texts in the
 * language of this process.
 */
final class BankReason {

  private final BankAddress address;
  private final String user;

  private BankReason(BankAddress address) {
    this.address = address;
    this.user = "user \"" + address.user() + "\"";
  }

  /** The reason, in one line. */
  static String of(BankAddress address, SQLException failure) {
    BankReason reason = new BankReason(address);
    return reason
        .ofState(String.valueOf(failure.getSQLState()))
        .or(() -> reason.ofDriver(text(failure)))
        .or(() -> reason.ofCause(failure))
        .orElseGet(() -> unknown(failure));
  }

  /** What was there is not any more: in an empty one the members would have no credits. */
  static String databaseGone(BankAddress address) {
    return "the database \""
        + address.database()
        + "\", which this appliance had, is not there any more; put it back under this name, or"
        + " restore a dump, then run: drinkd bank restored";
  }

  /** It is another one, which must not be filled, for that would hide the one that was there. */
  static String databaseEmpty(BankAddress address) {
    return "the database \""
        + address.database()
        + "\" has no books in it, so it is not the one which this appliance had; put that one back"
        + " under this name, or restore a dump, then run: drinkd bank restored";
  }

  private Optional<String> ofState(String state) {
    return Optional.ofNullable(
        switch (state) {
          case "28000" -> refused();
          case "28P01" ->
              address.password().isNone()
                  ? noPassword()
                  : "the server refuses the password of the "
                      + user
                      + ", or has no such user; "
                      + address.password().remedy();
          case BankFailure.NO_DATABASE ->
              "there is no database \""
                  + address.database()
                  + "\"; correct url:, or rename it back if somebody has renamed it; for a new"
                  + " bank, create it there, then run: drinkd bank init";
          case BankFailure.NO_TABLE ->
              "the database \""
                  + address.database()
                  + "\" lacks tables of the books; correct url:, or put back the database that has"
                  + " them";
          case SqlFailure.NO_RIGHT ->
              "the "
                  + user
                  + " has no right to do this there; let it own the database \""
                  + address.database()
                  + "\" and all tables in it; if it does, somebody has taken rights from it, which"
                  + " come back by, in this database: GRANT ALL ON ALL TABLES IN SCHEMA public TO \""
                  + address.user()
                  + "\"";
          case "53100" -> "there is no room on the server's disk; free some space there";
          case "53200" -> "the server has no memory left; see to what else runs there";
          case "53300" ->
              "the server has no connection left for the "
                  + user
                  + "; each appliance needs six: raise max_connections there, or the limit of the"
                  + " user or database";
          case "55000" ->
              "the database \""
                  + address.database()
                  + "\" accepts no connections now; see its ALLOW_CONNECTIONS there";
          default -> ofServer(state);
        });
  }

  /** What is of the server alone, whoever asks. */
  private String ofServer(String state) {
    return switch (state) {
      case "57P01" -> "the server was stopped, or somebody ended this session there";
      case "57P02" -> "a process of the server crashed or was killed, and it ends all sessions";
      case "57P03" ->
          "the server is starting or stopping, and takes nobody in meanwhile; wait, or see its log";
      case "57P04" -> "somebody dropped the database \"" + address.database() + "\" there";
      case "57014" ->
          "somebody ended the statement there, or a limit such as statement_timeout that is set"
              + " there";
      case "57P05", "25P03" ->
          "the server ended the session, as it had heard nothing in it for "
              + (state.equals("57P05") ? "the time of" : "half the time of")
              + " takeover: ("
              + address.takeover().toMillis()
              + " ms); this process, the server, the host of either or the network stood still";
      case BankFailure.READ_ONLY ->
          "the server takes no writes now; promote it if it is a replica, or set"
              + " default_transaction_read_only off there";
      case BankFailure.LOCK_TIMEOUT ->
          "another appliance, or a session of somebody, holds a lock for too long";
      case "58000", "58030", "58P01" ->
          "the server cannot read or write its own files; see its log, and to its disk";
      case "XX001", "XX002" -> "the server's files are damaged; see its log";
      default -> null;
    };
  }

  private String refused() {
    if (address.isLocal()) {
      return "the server refuses the "
          + user
          + " from here; it has no such user, or one that may not log in, or its pg_hba.conf does"
          + " not let it in: by peer authentication only the system's user of that name is, or whom"
          + " pg_ident.conf names, and this process comes as \""
          + System.getProperty("user.name")
          + "\"";
    }
    return "the server refuses the "
        + user
        + " from here, with database \""
        + address.database()
        + "\" and "
        + (address.usesTls() ? "encrypted" : "not encrypted")
        + "; it has no such user, or one that may not log in, or no line of its pg_hba.conf lets it"
        + " in: let it log in there by CREATE ROLE or ALTER ROLE, or write such a line";
  }

  private String noPassword() {
    return "the server asks for a password of the "
        + user
        + ", and there is none; set password: { file: ... } of store:";
  }

  /** What the driver says itself has no state of its own. */
  private Optional<String> ofDriver(String text) {
    if (isOne(text, "The server does not support SSL.")) {
      return Optional.of(
          address.trust().isPresent()
              ? "the server does not encrypt, and trust: asks for it; set ssl on there, or leave out"
                  + " trust: if the server is this very host"
              : "the server does not encrypt; set ssl on there, with a certificate");
    }
    if (isOne(
        text,
        "The server requested SCRAM-based authentication, but no password was provided.",
        "The server requested SCRAM-based authentication, but the password is an empty string.")) {
      return Optional.of(noPassword());
    }
    if (isOne(text, "Protocol error.  Session setup failed.")) {
      return Optional.of("what answers there is not PostgreSQL; correct url:");
    }
    if (address.hosts().stream().anyMatch(host -> isOfAnotherName(text, host))) {
      return Optional.of(
          "its certificate is another server's, for it does not bear the name that url: has; let"
              + " url: name the server as its certificate does");
    }
    if (text.equals(
        GT.tr("Could not find a server with specified targetServerType: {0}", "primary"))) {
      return Optional.of(
          "none of its servers takes writes: each is a replica, or cannot be reached; promote one");
    }
    return address.trust().map(Object::toString).filter(file -> isTrust(text, file)).isPresent()
        ? Optional.of(
            "the file of trust: cannot be read, or has no certificates in it: "
                + address.trust().get())
        : Optional.empty();
  }

  private static boolean isOfAnotherName(String text, BankAddress.Host host) {
    return text.equals(
        GT.tr(
            "The hostname {0} could not be verified by hostnameverifier {1}.",
            host.name(), "PgjdbcHostnameVerifier"));
  }

  private static boolean isTrust(String text, String file) {
    return text.equals(GT.tr("Could not open SSL root certificate file {0}.", file))
        || text.equals(
            GT.tr("Loading the SSL root certificate {0} into a TrustManager failed.", file));
  }

  private static boolean isOne(String text, String... known) {
    return Stream.of(known).anyMatch(one -> text.equals(GT.tr(one)));
  }

  private Optional<String> ofCause(SQLException failure) {
    Optional<LocalSocketException> local =
        causes(failure)
            .filter(LocalSocketException.class::isInstance)
            .map(LocalSocketException.class::cast)
            .findFirst();
    if (local.isPresent()) {
      return local.map(LocalSocketException::reason);
    }
    if (is(failure, UnknownHostException.class::isInstance)) {
      return Optional.of(
          "its host name cannot be resolved; correct url:, or see to the name server");
    }
    if (is(failure, SocketTimeoutException.class::isInstance)) {
      return Optional.of(
          "it does not answer in time; the server, its host or the way to it stands still, or is"
              + " not there");
    }
    if (is(failure, NoRouteToHostException.class::isInstance)) {
      return Optional.of("there is no route to its host; see to the network, or correct url:");
    }
    if (is(failure, ConnectException.class::isInstance)) {
      return Optional.of(
          "nobody listens there; start the server, or correct url:, or see listen_addresses and"
              + " port of its postgresql.conf");
    }
    if (is(failure, CertificateExpiredException.class::isInstance)) {
      return Optional.of("its certificate has expired; put a valid one there");
    }
    if (is(failure, GeneralSecurityException.class::isInstance)) {
      return Optional.of(
          "its certificate is not trusted; expected one whose issuer is "
              + address
                  .trust()
                  .map(file -> "in " + file)
                  .orElse("known to Java, as trust: names no file with it"));
    }
    if (is(failure, SSLException.class::isInstance)) {
      return Optional.of(
          "the TLS handshake failed; see ssl_min_protocol_version and ssl_ciphers there, and"
              + " whether a PostgreSQL answers at all");
    }
    return is(failure, IOException.class::isInstance)
        ? Optional.of(
            "the connection was lost: the server closed it, or something between did; see the"
                + " server's log")
        : Optional.empty();
  }

  private static boolean is(SQLException failure, Predicate<Throwable> kind) {
    return causes(failure).anyMatch(kind);
  }

  private static Stream<Throwable> causes(SQLException failure) {
    return Stream.iterate((Throwable) failure, one -> one != null, Throwable::getCause);
  }

  private static String unknown(SQLException failure) {
    return "the answer was \""
        + text(failure)
        + "\" (state "
        + failure.getSQLState()
        + "); see the server's log";
  }

  private static String text(SQLException failure) {
    ServerErrorMessage message =
        failure instanceof PSQLException known ? known.getServerErrorMessage() : null;
    String text = message == null ? failure.getMessage() : message.getMessage();
    return String.valueOf(text).lines().findFirst().orElse("");
  }
}
