package io.drinkd.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Bytes as they are. */
public record PlainWire(SocketChannel channel) implements Wire {

  public static PlainWire to(InetSocketAddress server) throws IOException {
    return connected(SocketChannel.open(server));
  }

  /** From an address of this machine. */
  public static PlainWire to(InetSocketAddress server, InetAddress from) throws IOException {
    SocketChannel channel = SocketChannel.open().bind(new InetSocketAddress(from, 0));
    channel.connect(server);
    return connected(channel);
  }

  private static PlainWire connected(SocketChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return new PlainWire(channel);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
