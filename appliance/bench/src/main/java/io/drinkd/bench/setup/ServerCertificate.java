package io.drinkd.bench.setup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate that vouches for itself, made for each run by the JDK's keytool.
 *
 * @param store certificate and key for a Java server, under {@link #PASSWORD}
 * @param certificate the same as an admin would write it, PEM
 * @param key its key
 * @param trust for clients that trust it and nothing else
 */
public record ServerCertificate(Path store, Path certificate, Path key, SSLContext trust) {

  public static final String PASSWORD = "of-the-bench";

  private static final String ALIAS = "bench";

  /**
   * @param folder gets the files
   */
  public static ServerCertificate make(Path folder)
      throws IOException, InterruptedException, TimeoutException {
    Path store = folder.resolve("certificate.p12");
    Files.deleteIfExists(store);
    try (ChildProcess keytool = ChildProcess.start(folder.resolve("keytool.log"), command(store))) {
      if (keytool.awaitEnd() != 0) {
        throw new IOException("keytool failed: " + keytool.text());
      }
    }
    try {
      return read(store, folder);
    } catch (GeneralSecurityException e) {
      throw new IOException(store + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static List<String> command(Path store) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=localhost",
        "-alias",
        ALIAS,
        "-keystore",
        store.toString(),
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD);
  }

  private static ServerCertificate read(Path store, Path folder)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    byte[] certificate = keys.getCertificate(ALIAS).getEncoded();
    byte[] key = keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return new ServerCertificate(
        store,
        write(folder.resolve("certificate.pem"), "CERTIFICATE", certificate),
        write(folder.resolve("key.pem"), "PRIVATE KEY", key),
        context);
  }

  private static Path write(Path file, String kind, byte[] bytes) throws IOException {
    Files.writeString(
        file,
        String.format(
            Locale.ROOT,
            "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n",
            kind,
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes)));
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
