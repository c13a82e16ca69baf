package io.drinkd.appliance.config;

import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.appliance.store.postgres.BankPassword;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code store} of {@code appliance.yaml}: where the books are. */
final class BankReader {

  private static final String URL = "postgresql://HOST:PORT/DATABASE, or with several HOST:PORT";
  private static final String LOCAL =
      "of a local socket its folder, with %2F for each /, such as"
          + " postgresql://%2Frun%2Fpostgresql/DATABASE";
  private static final Pattern WHOLE =
      Pattern.compile("postgres(?:ql)?://([^/?#@]+)/([A-Za-z0-9_.-]{1,63})");

  /** How others write a local socket: without a host, or with its folder behind the database. */
  private static final Pattern OTHERWISE_LOCAL =
      Pattern.compile("postgres(?:ql)?:///.*|.*[?&]host=(/|%2[Ff]).*");

  private static final Pattern HOST =
      Pattern.compile(
          "(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+|%2[Ff](?:[A-Za-z0-9._~-]|%[2-9A-Fa-f][0-9A-Fa-f])+)"
              + "(?::([0-9]{1,5}))?");

  /** A socket itself, where its folder belongs. */
  private static final Pattern SOCKET = Pattern.compile("(/.+)/\\.s\\.PGSQL\\.([0-9]{1,5})");

  private static final int PORT_MOST = 65_535;

  private final Path folder;
  private final Optional<SecretReader> secrets;

  /**
   * @param folder the configuration folder, to which paths are relative
   * @param secrets reads the password; if empty, the address has none
   */
  BankReader(Path folder, Optional<SecretReader> secrets) {
    this.folder = folder;
    this.secrets = secrets;
  }

  /** Empty if the books are a file in the data folder, or after a mistake. */
  Optional<BankAddress> read(Section appliance) {
    if (!appliance.has("store") || appliance.isScalar("store")) {
      if (appliance.text("store").equals("postgres")) {
        appliance.wrong(
            "store",
            "postgres, but not where it is",
            "store: { postgres: { url: ..., user: ... } }");
      }
      return Optional.empty();
    }
    if (appliance.hasBelow("store", "sqlite")) {
      appliance.wrong(
          "store", "sqlite with something behind it", "store: sqlite; data: names its folder");
      return Optional.empty();
    }
    Section store = appliance.section("store");
    if (!store.has("postgres")) {
      if (store.isEmpty()) {
        appliance.wrong("store", "nothing", "sqlite, or { postgres: { url: ..., user: ... } }");
      }
      return Optional.empty();
    }
    Section postgres = store.section("postgres");
    if (store.isScalar("postgres")) {
      // That was said; what is missing in it is no further mistake.
      return Optional.empty();
    }
    List<BankAddress.Host> hosts = new ArrayList<>();
    String database = url(postgres, hosts);
    String user = postgres.text("user");
    BankPassword password =
        secrets
            .filter(here -> postgres.has("password"))
            .map(here -> password(here, postgres))
            .orElse(BankPassword.of(""));
    Optional<Path> trust = trust(postgres, !hosts.isEmpty() && hosts.get(0).isLocal());
    return hosts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new BankAddress(hosts, database, user, password, trust, postgres.duration("takeover")));
  }

  private static BankPassword password(SecretReader secrets, Section postgres) {
    SecretReader.Secret secret = secrets.secret(postgres);
    return secret
        .file()
        .map(file -> BankPassword.in(new SecretFile(file), secret.text()))
        .orElse(BankPassword.of(secret.text()));
  }

  /** Returns the database, and adds the servers; none after a mistake. */
  private static String url(Section postgres, List<BankAddress.Host> hosts) {
    String text = postgres.text("url");
    if (text.isEmpty()) {
      return "";
    }
    Matcher whole = WHOLE.matcher(text);
    if (!whole.matches()) {
      String right = OTHERWISE_LOCAL.matcher(text).matches() ? LOCAL : URL;
      postgres.wrong(
          "url", Values.shown(withoutUser(text)), right + "; nothing else belongs there");
      return "";
    }
    for (String one : whole.group(1).split(",", -1)) {
      Matcher host = HOST.matcher(one);
      int port =
          host.matches() && host.group(2) != null
              ? Integer.parseInt(host.group(2))
              : BankAddress.PORT;
      if (!host.matches() || port < 1 || port > PORT_MOST) {
        postgres.wrong("url", Values.shown(text), URL);
        hosts.clear();
        return "";
      }
      String name = name(host.group(1));
      Matcher socket = SOCKET.matcher(name);
      if (socket.matches()) {
        BankAddress.Host right =
            new BankAddress.Host(socket.group(1), Integer.parseInt(socket.group(2)));
        postgres.wrong(
            "url",
            Values.shown(text),
            "the folder of that socket, and its number as the port: postgresql://"
                + right
                + "/"
                + whole.group(2));
        hosts.clear();
        return "";
      }
      hosts.add(new BankAddress.Host(name, port));
    }
    if (hosts.size() > 1 && hosts.stream().anyMatch(BankAddress.Host::isLocal)) {
      postgres.wrong("url", Values.shown(text), "one local socket, or servers in a network");
      hosts.clear();
      return "";
    }
    return whole.group(2);
  }

  private static String name(String written) {
    if (written.startsWith("%")) {
      return Path.of(URLDecoder.decode(written, StandardCharsets.UTF_8)).normalize().toString();
    }
    return written.replaceAll("[\\[\\]]", "");
  }

  /** A password may have been written there, which no line may show. */
  private static String withoutUser(String url) {
    return url.replaceAll("//.*@", "//...@").replaceAll("[?#].*", "?...");
  }

  private Optional<Path> trust(Section postgres, boolean local) {
    Optional<Path> file = postgres.optionalText("trust").map(folder::resolve);
    if (local && file.isPresent()) {
      postgres.wrong(
          "trust",
          file.get().toString(),
          "nothing, for nothing is encrypted on the local socket that url: names; remove the line");
      return Optional.empty();
    }
    file.filter(one -> !Files.isRegularFile(one))
        .ifPresent(
            one ->
                postgres.wrong(
                    "trust",
                    SecretReader.unreachable(one).orElse("no file " + one),
                    "a PEM file with certificates"));
    file.filter(Files::isReadable)
        .filter(BankReader::hasNoCertificate)
        .ifPresent(
            one ->
                postgres.wrong(
                    "trust",
                    one + ", in which there is no certificate",
                    "a PEM file with certificates"));
    return file;
  }

  private static boolean hasNoCertificate(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty();
    } catch (CertificateException e) {
      return true;
    } catch (IOException e) {
      // Whoever gives a command to the appliance that runs need not be able to read it.
      return false;
    }
  }
}
