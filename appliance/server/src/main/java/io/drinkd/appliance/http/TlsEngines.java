package io.drinkd.appliance.http;

import io.drinkd.appliance.door.TlsContext;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Gives Jetty the TLS that all listeners have, with its versions and ciphers. */
final class TlsEngines extends SslContextFactory.Server {

  private final TlsContext tls;

  TlsEngines(TlsContext tls) {
    this.tls = tls;
    setSslContext(tls.context());
  }

  @Override
  public void customize(SSLEngine engine) {
    tls.prepare(engine);
  }
}
