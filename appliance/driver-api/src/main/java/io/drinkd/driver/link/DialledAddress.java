package io.drinkd.driver.link;

import java.util.Optional;

/**
 * Where a board is dialled.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param tls makes the engines of its sessions, if they are TLS
 */
record DialledAddress(String host, int port, Optional<TlsEngines> tls) {

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
