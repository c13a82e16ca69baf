package io.drinkd.appliance.config;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.OID;
import com.unboundid.util.ssl.cert.CertException;
import com.unboundid.util.ssl.cert.SignatureAlgorithmIdentifier;
import com.unboundid.util.ssl.cert.X509CertificateExtension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate, made for the test. */
public record TestCertificate(X509Certificate certificate, PrivateKey key) {

  private static final long HOUR_MILLIS = 3_600_000;
  private static final long YEAR_MILLIS = 365 * 24 * HOUR_MILLIS;
  private static final OID SUBJECT_ALTERNATIVE_NAME = new OID("2.5.29.17");
  private static final byte DNS_NAME = (byte) 0x82;
  private static final byte IP_ADDRESS = (byte) 0x87;

  /** Of each algorithm and length. */
  private static final int KEYS_MAX = 4;

  private static final Map<String, Deque<KeyPair>> KEYS = new HashMap<>();

  /**
   * @param algorithm RSA or EC
   */
  public static TestCertificate make(String algorithm) throws GeneralSecurityException {
    long now = System.currentTimeMillis();
    return make(algorithm, new Date(now - HOUR_MILLIS), new Date(now + YEAR_MILLIS));
  }

  /** One of RSA with a key of another length. */
  static TestCertificate ofBits(int bits) throws GeneralSecurityException {
    long now = System.currentTimeMillis();
    return make("RSA", bits, new Date(now - HOUR_MILLIS), new Date(now + YEAR_MILLIS));
  }

  /** One that is valid at other times. */
  public static TestCertificate make(String algorithm, Date from, Date to)
      throws GeneralSecurityException {
    return make(algorithm, algorithm.equals("RSA") ? 2_048 : 256, from, to);
  }

  private static TestCertificate make(String algorithm, int bits, Date from, Date to)
      throws GeneralSecurityException {
    return make(algorithm, bits, from, to, InetAddress.getLoopbackAddress());
  }

  /** One of this computer at an address, too. */
  public static TestCertificate at(InetAddress address) throws GeneralSecurityException {
    long now = System.currentTimeMillis();
    return make("EC", 256, new Date(now - HOUR_MILLIS), new Date(now + YEAR_MILLIS), address);
  }

  private static TestCertificate make(
      String algorithm, int bits, Date from, Date to, InetAddress address)
      throws GeneralSecurityException {
    boolean rsa = algorithm.equals("RSA");
    KeyPair keys = keys(algorithm, bits);
    try {
      byte[] encoded =
          com.unboundid.util.ssl.cert.X509Certificate.generateSelfSignedCertificate(
                  rsa
                      ? SignatureAlgorithmIdentifier.SHA_256_WITH_RSA
                      : SignatureAlgorithmIdentifier.SHA_256_WITH_ECDSA,
                  keys,
                  new DN("CN=" + algorithm),
                  from.getTime(),
                  to.getTime(),
                  new X509CertificateExtension(SUBJECT_ALTERNATIVE_NAME, false, names(address)))
              .getX509CertificateBytes();
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      return new TestCertificate(
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded)),
          keys.getPrivate());
    } catch (LDAPException | CertException e) {
      throw new GeneralSecurityException(e);
    }
  }

  /**
   * To make one of RSA takes longer than most tests, so there are some in turn; each test has fewer
   * certificates.
   */
  private static synchronized KeyPair keys(String algorithm, int bits)
      throws GeneralSecurityException {
    Deque<KeyPair> made = KEYS.computeIfAbsent(algorithm + bits, any -> new ArrayDeque<>());
    KeyPair next;
    if (made.size() < KEYS_MAX) {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      next = generator.generateKeyPair();
    } else {
      next = made.removeFirst();
    }
    made.addLast(next);
    return next;
  }

  /** The names of this computer, by which clients of the tests connect. */
  private static byte[] names(InetAddress address) {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    ASN1OctetString name = new ASN1OctetString(DNS_NAME, "localhost");
    ASN1OctetString local = new ASN1OctetString(IP_ADDRESS, loopback.getAddress());
    ASN1Sequence names =
        address.equals(loopback)
            ? new ASN1Sequence(name, local)
            : new ASN1Sequence(name, local, new ASN1OctetString(IP_ADDRESS, address.getAddress()));
    return names.encode();
  }

  /** As a listener has it. */
  public TlsSettings settings() {
    return new TlsSettings("tls/c.pem", Optional.of(new TlsIdentity(List.of(certificate), key)));
  }

  /** Writes both files, as an admin would. */
  public void write(Path certificateFile, Path keyFile)
      throws IOException, GeneralSecurityException {
    Files.writeString(certificateFile, pem("CERTIFICATE", certificate.getEncoded()));
    Files.writeString(keyFile, pem("PRIVATE KEY", key.getEncoded()));
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
  }

  /** Writes both into one file. */
  public void write(Path file) throws IOException, GeneralSecurityException {
    Files.writeString(
        file, pem("PRIVATE KEY", key.getEncoded()) + pem("CERTIFICATE", certificate.getEncoded()));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  static String pem(String kind, byte[] bytes) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes));
  }

  /** What a server needs that shows it. */
  public SSLContext serving() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("one", key, new char[0], new Certificate[] {certificate});
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** What a client needs that trusts nobody else. */
  public SSLContext trusting() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("one", (Certificate) certificate);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
