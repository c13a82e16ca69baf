package io.drinkd.appliance.net;

import io.drinkd.appliance.config.TlsSettings;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * What the TLS sessions of a listener have in common: whom it shows itself as, and the versions.
 */
final class TlsContext {

  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  private final SSLContext context;

  TlsContext(TlsSettings settings) {
    try {
      // The store is never written, so its password guards nothing.
      char[] password = {};
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, password);
      Certificate[] chain = settings.certificates().toArray(Certificate[]::new);
      store.setKeyEntry("listener", settings.key(), password, chain);
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, password);
      context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java cannot use " + settings, e);
    }
  }

  /** The server's side of a new session. */
  SSLEngine engine() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setEnabledProtocols(VERSIONS);
    return engine;
  }
}
