package io.drinkd.client.wire;

/**
 * Where a server listens.
 *
 * @param port 1 to 65535
 */
public record Address(String host, int port, boolean tls) {

  /** Where servers listen if nothing else is said. */
  public static final int PORT = 4242;

  /** The same with TLS. */
  public static final int TLS_PORT = 4243;

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
