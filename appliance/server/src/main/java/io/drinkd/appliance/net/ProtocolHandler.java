package io.drinkd.appliance.net;

import java.util.Optional;
import org.apache.mina.core.filterchain.IoFilterChain;

/**
 * What a protocol adds to the transport at one listener, under one version of its settings. Used by
 * all I/O threads of the listener.
 */
public interface ProtocolHandler {

  /**
   * How a line is read, for a protocol of lines. Empty for a protocol of bytes, whose filters get
   * them as {@link org.apache.mina.core.buffer.IoBuffer}s. Either kind gets an {@link EndOfInput}
   * at last.
   */
  Optional<LineParser> lines();

  /**
   * Begins a connection: adds the protocol's own filters at the end of the chain, inside the
   * transport's. Each connection has filters of its own, so their fields are its state. They write
   * {@link OutboundMessage}s. Their {@code sessionOpened} comes when the client may be greeted:
   * after the TLS handshake, if there is one; never if the connection is refused.
   */
  ConnectionHandler begin(Connection connection, IoFilterChain chain);

  /** What a client is sent whose connection is refused; nothing if it is empty. */
  byte[] refusal(ConnectionRefusal why);
}
