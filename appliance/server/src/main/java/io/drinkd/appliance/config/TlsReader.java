package io.drinkd.appliance.config;

import static java.util.stream.Collectors.joining;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the certificates and the private key of a listener from PEM files, or from one, and the
 * certificates by which a board is trusted. No error ever contains what a key file holds.
 */
final class TlsReader {

  private static final long MAX_BYTES = 1 << 20;

  /** Below these the usual clients break the handshake off, such as OpenSSL's in Debian. */
  private static final int RSA_BITS_MIN = 2_048;

  private static final int EC_BITS_MIN = 256;
  private static final String STRENGTH =
      "keys of RSA with at least " + RSA_BITS_MIN + " bits, or of EC with " + EC_BITS_MIN;
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----");
  private static final String CERTIFICATES =
      "certificates in PEM (-----BEGIN CERTIFICATE-----), the listener's own first";
  private static final String TRUSTED =
      "certificates in PEM (-----BEGIN CERTIFICATE-----): the board's own, or its issuer's";
  private static final String KEY =
      "a private key of RSA or EC, PKCS#8 without a password (-----BEGIN PRIVATE KEY-----); make it"
          + " with: openssl pkcs8 -topk8 -nocrypt -in KEY -out NEWKEY";

  private final Path folder;

  /**
   * @param folder the configuration folder, to which paths are relative
   */
  TlsReader(Path folder) {
    this.folder = folder;
  }

  /** Empty if there is a mistake, which is then among the errors. */
  Optional<TlsSettings> read(Section tls) {
    String file = tls.text("certificate");
    Optional<Boolean> flag = tls.optionalFlag("await");
    if (tls.has("await") && flag.isEmpty()) {
      // Whether it is a mistake that there is no file depends on what is meant by it.
      return Optional.empty();
    }
    return flag.orElse(false) && !file.isEmpty() && Files.notExists(folder.resolve(file))
        ? Optional.of(new TlsSettings(file, Optional.empty()))
        : identity(tls).map(found -> new TlsSettings(file, Optional.of(found)));
  }

  private Optional<TlsIdentity> identity(Section tls) {
    Optional<byte[]> file = bytes(tls, "certificate", CERTIFICATES);
    Optional<List<X509Certificate>> certificates =
        file.flatMap(held -> certificates(tls, "certificate", CERTIFICATES, held));
    if (certificates.isEmpty() && !tls.has("key")) {
      return Optional.empty();
    }
    Optional<PrivateKey> key =
        tls.has("key")
            ? bytes(tls, "key", KEY).flatMap(held -> key(tls, "key", held))
            : file.flatMap(held -> key(tls, "certificate", held));
    if (certificates.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> weak = certificates.get().stream().flatMap(TlsReader::weakness).findFirst();
    if (weak.isPresent()) {
      tls.wrong("certificate", weak.get() + ", which clients refuse", STRENGTH);
      return Optional.empty();
    }
    if (!belongTogether(certificates.get().get(0).getPublicKey(), key.get())) {
      String setting = tls.has("key") ? "key" : "certificate";
      tls.wrong(setting, "the key of another certificate", "the key of the first certificate");
      return Optional.empty();
    }
    return Optional.of(new TlsIdentity(certificates.get(), key.get()));
  }

  /** The certificates of the file that {@code trust} names; empty if there are none. */
  List<X509Certificate> trusted(Section tls) {
    return bytes(tls, "trust", TRUSTED)
        .flatMap(held -> certificates(tls, "trust", TRUSTED, held))
        .orElse(List.of());
  }

  private static Optional<List<X509Certificate>> certificates(
      Section tls, String setting, String expected, byte[] held) {
    try {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(onlyCertificates(held)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!certificates.isEmpty()) {
        return Optional.of(certificates);
      }
      tls.wrong(setting, "a file without certificates", expected);
    } catch (CertificateException e) {
      tls.wrong(setting, "a file that holds something else", expected);
    }
    return Optional.empty();
  }

  /** A private key may stand in the same file, also before them. */
  private static byte[] onlyCertificates(byte[] held) {
    String text = new String(held, StandardCharsets.ISO_8859_1);
    String found =
        CERTIFICATE.matcher(text).results().map(MatchResult::group).collect(joining("\n"));
    return found.isEmpty() ? held : found.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * @param setting names the file: that of the key, or the one that holds the certificate as well
   */
  private Optional<PrivateKey> key(Section tls, String setting, byte[] held) {
    String text = new String(held, StandardCharsets.ISO_8859_1);
    Matcher matcher = PRIVATE_KEY.matcher(text);
    Optional<PrivateKey> key =
        matcher.find() ? decoded(matcher.group(1).replaceAll("\\s", "")) : Optional.empty();
    if (key.isEmpty() && setting.equals("key")) {
      tls.wrong(setting, kindOf(text), KEY);
    } else if (key.isEmpty()) {
      tls.wrong(
          setting, "no key beside the certificate", "a file of its own, named by key:, or " + KEY);
    } else if (SecretReader.isOpenToOthers(folder.resolve(tls.text(setting)))) {
      tls.wrong(
          setting, "a file open to others", "its owner's alone: chmod 600 " + tls.text(setting));
    }
    return key;
  }

  private static String kindOf(String text) {
    if (text.contains("ENCRYPTED")) {
      return "a key with a password";
    }
    boolean older = text.contains("BEGIN RSA PRIVATE KEY") || text.contains("BEGIN EC PRIVATE KEY");
    return older ? "a key in an older format" : "a file that holds something else";
  }

  private static Optional<PrivateKey> decoded(String base64) {
    byte[] encoded;
    try {
      encoded = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    for (String algorithm : List.of("RSA", "EC")) {
      try {
        PKCS8EncodedKeySpec specification = new PKCS8EncodedKeySpec(encoded);
        return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(specification));
      } catch (InvalidKeySpecException e) {
        // Not a key of this algorithm.
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this Java knows no " + algorithm, e);
      }
    }
    return Optional.empty();
  }

  private static Stream<String> weakness(X509Certificate certificate) {
    if (certificate.getPublicKey() instanceof RSAKey rsa
        && rsa.getModulus().bitLength() < RSA_BITS_MIN) {
      return Stream.of("a key of RSA with " + rsa.getModulus().bitLength() + " bits");
    }
    if (certificate.getPublicKey() instanceof ECKey ec
        && ec.getParams().getOrder().bitLength() < EC_BITS_MIN) {
      return Stream.of("a key of EC with " + ec.getParams().getOrder().bitLength() + " bits");
    }
    return Stream.empty();
  }

  private static boolean belongTogether(PublicKey certified, PrivateKey key) {
    if (!certified.getAlgorithm().equals(key.getAlgorithm())) {
      return false;
    }
    String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    byte[] text = "signed with one, checked with the other".getBytes(StandardCharsets.US_ASCII);
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private Optional<byte[]> bytes(Section tls, String key, String expected) {
    String name = tls.text(key);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Path file = folder.resolve(name);
    try {
      Optional<String> unreachable = SecretReader.unreachable(file);
      if (unreachable.isPresent()) {
        tls.wrong(key, unreachable.get(), "a file that the appliance may read");
      } else if (!Files.isRegularFile(file)) {
        tls.wrong(key, "no file " + file, expected);
      } else if (Files.size(file) > MAX_BYTES) {
        tls.wrong(key, file + " with more than " + MAX_BYTES + " bytes", expected);
      } else {
        return Optional.of(Files.readAllBytes(file));
      }
    } catch (IOException e) {
      tls.wrong(key, file + ", which cannot be read", "a file that the appliance may read");
    }
    return Optional.empty();
  }
}
