package io.drinkd.driver.link;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Makes the engine of each TLS session with one board. Safe for several threads. */
final class TlsEngines {

  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  private final BoardTls tls;
  private final int port;
  private final SSLContext context;

  TlsEngines(BoardTls tls, int port) {
    this.tls = tls;
    this.port = port;
    try {
      context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new BoardTrust(tls, trusting(tls))}, null);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java cannot trust the certificates of " + tls, e);
    }
  }

  private static X509ExtendedTrustManager trusting(BoardTls tls)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    int number = 0;
    for (X509Certificate certificate : tls.trusted()) {
      store.setCertificateEntry(String.valueOf(number++), certificate);
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
  }

  /** It checks the board's certificate, and that it is for the board's name. */
  SSLEngine engine() {
    SSLEngine engine = context.createSSLEngine(tls.name(), port);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(VERSIONS);
    engine.setSSLParameters(parameters);
    return engine;
  }
}
