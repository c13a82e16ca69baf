package io.drinkd.appliance.config;

import io.drinkd.appliance.config.DirectorySettings.Account;
import io.drinkd.appliance.config.DirectorySettings.Entries;
import io.drinkd.appliance.config.DirectorySettings.Server;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads {@code members} and {@code logins} of {@code appliance.yaml}. */
final class MemberReader {

  private static final int LDAP_PORT = 389;
  private static final int LDAPS_PORT = 636;
  private static final String URL = "ldaps://HOST, or ldap://HOST (StartTLS is used then)";

  private final Path folder;
  private final Optional<SecretReader> secrets;

  /**
   * @param folder the configuration folder, to which paths are relative
   * @param secrets reads the directory's password; if empty, nothing is read of the directory but
   *     what it decides
   */
  MemberReader(Path folder, Optional<SecretReader> secrets) {
    this.folder = folder;
    this.secrets = secrets;
  }

  MemberSettings read(Section members, Section logins) {
    LoginLimits limits =
        new LoginLimits(
            logins.smallNumber("wrong"), logins.duration("pause"), logins.duration("pause-max"));
    Optional<Section> ldap =
        members.text("source").equals("ldap")
            ? Optional.of(members.section("ldap"))
            : Optional.empty();
    Optional<String> adminGroup = ldap.flatMap(section -> section.optionalText("admin-group"));
    Optional<DirectorySettings> directory =
        secrets.flatMap(here -> ldap.flatMap(section -> directory(section, here, adminGroup)));
    return new MemberSettings(
        members.number("floor"),
        members.duration("undo"),
        limits,
        PasswordCost.STANDARD,
        ldap.isPresent(),
        adminGroup.isPresent(),
        directory);
  }

  /** Empty if there is a mistake that leaves nowhere to connect to. */
  private Optional<DirectorySettings> directory(
      Section ldap, SecretReader here, Optional<String> adminGroup) {
    return url(ldap)
        .map(
            url ->
                new DirectorySettings(
                    server(ldap, url),
                    ldap.optionalText("account").map(name -> new Account(name, here.text(ldap))),
                    new Entries(
                        ldap.text("base"),
                        ldap.text("name-attribute"),
                        ldap.optionalText("ibutton-attribute"),
                        adminGroup),
                    ldap.duration("timeout"),
                    ldap.smallNumber("connections")));
  }

  private static Optional<URI> url(Section ldap) {
    String text = ldap.text("url");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI url = new URI(text);
      boolean known = "ldap".equals(url.getScheme()) || "ldaps".equals(url.getScheme());
      if (known && url.getHost() != null && url.getPath().isEmpty()) {
        return Optional.of(url);
      }
    } catch (URISyntaxException e) {
      // Reported below.
    }
    ldap.wrong("url", Values.shown(text), URL);
    return Optional.empty();
  }

  private Server server(Section ldap, URI url) {
    boolean ldaps = url.getScheme().equals("ldaps");
    int usual = ldaps ? LDAPS_PORT : LDAP_PORT;
    int port = url.getPort() < 0 ? usual : url.getPort();
    return new Server(url.getHost(), port, ldaps, trust(ldap));
  }

  private Optional<String> trust(Section ldap) {
    Optional<Path> file = ldap.optionalText("trust").map(folder::resolve);
    file.filter(one -> !Files.isRegularFile(one))
        .ifPresent(
            one ->
                ldap.wrong(
                    "trust",
                    SecretReader.unreachable(one).orElse("no file " + one),
                    "a PEM file with certificates"));
    return file.map(Path::toString);
  }
}
