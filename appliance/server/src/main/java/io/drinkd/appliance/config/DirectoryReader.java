package io.drinkd.appliance.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads where the members' passwords are known, from {@code members} of {@code appliance.yaml}. */
final class DirectoryReader {

  private static final int LDAP_PORT = 389;
  private static final int LDAPS_PORT = 636;
  private static final String URL = "ldaps://HOST, or ldap://HOST (StartTLS is used then)";

  private final Path folder;
  private final SecretReader secrets;

  DirectoryReader(Path folder, SecretReader secrets) {
    this.folder = folder;
    this.secrets = secrets;
  }

  /** Empty if members are known by the appliance's own books, or if there is a mistake. */
  Optional<DirectorySettings> read(Section members) {
    if (!members.text("source").equals("ldap")) {
      return Optional.empty();
    }
    Section ldap = members.section("ldap");
    return url(ldap).map(url -> settings(ldap, url));
  }

  private DirectorySettings settings(Section ldap, URI url) {
    boolean ldaps = url.getScheme().equals("ldaps");
    int usual = ldaps ? LDAPS_PORT : LDAP_PORT;
    return new DirectorySettings(
        url.getHost(),
        url.getPort() < 0 ? usual : url.getPort(),
        ldaps,
        trust(ldap),
        ldap.optionalText("account"),
        ldap.has("account") ? secrets.text(ldap) : "",
        ldap.text("base"),
        ldap.text("name-attribute"),
        ldap.optionalText("ibutton-attribute"),
        ldap.optionalText("admin-group"),
        ldap.duration("timeout"),
        ldap.smallNumber("connections"));
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

  private Optional<String> trust(Section ldap) {
    Optional<Path> file = ldap.optionalText("trust").map(folder::resolve);
    file.filter(one -> !Files.isRegularFile(one))
        .ifPresent(one -> ldap.wrong("trust", "no file " + one, "a PEM file with certificates"));
    return file.map(Path::toString);
  }
}
