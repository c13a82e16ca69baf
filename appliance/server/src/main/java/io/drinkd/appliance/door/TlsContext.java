package io.drinkd.appliance.door;

import io.drinkd.appliance.config.TlsIdentity;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * What the TLS sessions of a listener have in common: whom it shows itself as, the versions, and
 * how they encrypt.
 */
public final class TlsContext {

  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  private final SSLContext context;
  private final String[] suites;

  /**
   * @throws IllegalStateException if this Java cannot use it
   */
  public TlsContext(TlsIdentity identity) {
    try {
      // The store is never written, so its password guards nothing.
      char[] password = {};
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, password);
      Certificate[] chain = identity.certificates().toArray(Certificate[]::new);
      store.setKeyEntry("listener", identity.key(), password, chain);
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, password);
      context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      suites =
          Stream.of(context.getDefaultSSLParameters().getCipherSuites())
              .filter(TlsContext::isSound)
              .toArray(String[]::new);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java cannot use " + identity, e);
    }
  }

  /** The server's side of a new session. */
  public SSLEngine engine() {
    SSLEngine engine = context.createSSLEngine();
    prepare(engine);
    return engine;
  }

  /** Makes an engine of the {@link #context} the server's side, with our versions and suites. */
  public void prepare(SSLEngine engine) {
    engine.setUseClientMode(false);
    engine.setEnabledProtocols(VERSIONS);
    engine.setEnabledCipherSuites(suites);
  }

  /** For a library that makes its engines itself, and has each prepared. */
  public SSLContext context() {
    return context;
  }

  /**
   * Of TLS 1.2 only those that make a key of their own for each session, which a stolen key of the
   * certificate does not reveal, and whose encryption cannot be changed unnoticed.
   */
  private static boolean isSound(String suite) {
    boolean later = suite.startsWith("TLS_AES_") || suite.startsWith("TLS_CHACHA20_");
    return later || suite.startsWith("TLS_ECDHE_") && !suite.contains("_CBC_");
  }
}
