package io.drinkd.appliance.http;

import io.drinkd.appliance.config.TlsIdentity;
import io.drinkd.appliance.door.TlsContext;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Gives Jetty the TLS that all listeners have, with its versions and ciphers. */
final class TlsEngines extends SslContextFactory.Server {

  private volatile TlsContext tls;

  TlsEngines(TlsIdentity identity) {
    use(identity);
  }

  private void use(TlsIdentity identity) {
    tls = new TlsContext(identity);
    setSslContext(tls.context());
  }

  /** Sessions that begin from now on identify themselves so; it has been started. */
  void change(TlsIdentity identity) {
    try {
      reload(factory -> use(identity));
    } catch (Exception e) {
      throw new IllegalStateException("this Java cannot use " + identity, e);
    }
  }

  @Override
  public void customize(SSLEngine engine) {
    tls.prepare(engine);
  }
}
