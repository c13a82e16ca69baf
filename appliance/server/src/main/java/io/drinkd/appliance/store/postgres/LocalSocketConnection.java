package io.drinkd.appliance.store.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOptions;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What a socket does whose other end is a local socket of this host: it connects within a time, and
 * no read and no write waits longer than its time-out. One thread reads and writes; any thread may
 * close it, which ends what the first one waits for. An interruption neither closes it nor ends a
 * wait, as with sockets of the network.
 */
final class LocalSocketConnection extends SocketImpl {

  /** The pause before a server that has too many callers is asked again. */
  private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Path folder;
  private volatile int timeoutMillis;
  private volatile boolean closed;
  private volatile Line line;

  /** The connection, and what waits for it. */
  private record Line(SocketChannel channel, Selector selector, SelectionKey key) {

    static Line of(SocketChannel channel) throws IOException {
      Selector selector = Selector.open();
      return new Line(channel, selector, channel.register(selector, 0));
    }

    void close() throws IOException {
      try (selector) {
        channel.close();
      }
    }
  }

  /**
   * @param folder where the server has its sockets
   */
  LocalSocketConnection(Path folder) {
    this.folder = folder;
  }

  @Override
  protected void create(boolean stream) {
    // It is made as it is connected.
  }

  @Override
  protected void connect(String host, int port) throws IOException {
    connect(port, 0);
  }

  @Override
  protected void connect(InetAddress host, int port) throws IOException {
    connect(port, 0);
  }

  @Override
  protected void connect(SocketAddress address, int millis) throws IOException {
    connect(((InetSocketAddress) address).getPort(), millis);
  }

  private void connect(int port, int millis) throws IOException {
    Path socket = LocalSockets.in(folder, port);
    long begun = System.nanoTime();
    while (!hasConnected(socket)) {
      if (closed) {
        throw new SocketException("closed");
      }
      if (millis > 0 && System.nanoTime() - begun >= TimeUnit.MILLISECONDS.toNanos(millis)) {
        throw new SocketTimeoutException("the server takes no connection");
      }
      LockSupport.parkNanos(AGAIN_NANOS);
    }
    if (closed) {
      line.close();
    }
  }

  /** Returns false if the server has not taken as many as may wait. */
  private boolean hasConnected(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      // One that waits would wait without an end.
      channel.configureBlocking(false);
      channel.connect(UnixDomainSocketAddress.of(socket));
      line = Line.of(channel);
      return true;
    } catch (IOException e) {
      channel.close();
      throwIfHopeless(socket, e);
      return false;
    }
  }

  private static void throwIfHopeless(Path socket, IOException cause) throws IOException {
    try {
      Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      throw new LocalSocketException(
          "there is no socket "
              + socket
              + "; start the server, or see its unix_socket_directories and port",
          cause);
    } catch (AccessDeniedException e) {
      throw denied(socket, cause);
    } catch (FileSystemException e) {
      // Not a folder, a name too long, a circle of links.
      throw new LocalSocketException(
          socket.getParent()
              + " is no folder that can have a socket; let url: name the folder of the server's"
              + " unix_socket_directories, without the name of the socket itself",
          cause);
    }
    if (Files.isDirectory(socket)) {
      throw new LocalSocketException(
          socket + " is a folder, expected the socket of a server; correct url:", cause);
    }
    if (cause instanceof ConnectException) {
      throw new LocalSocketException(
          "nobody listens at the socket " + socket + "; start the server", cause);
    }
    if (cause instanceof BindException || !Files.isWritable(socket)) {
      throw denied(socket, cause);
    }
  }

  private static LocalSocketException denied(Path socket, IOException cause) {
    return new LocalSocketException(
        "the system lets the user of this process not use the socket "
            + socket
            + "; see unix_socket_permissions of the server, and the rights on the folder",
        cause);
  }

  /** Waits until it can be read or written, for as long as the time-out says. */
  private static void await(Line line, int operation, int millis) throws IOException {
    long begun = System.nanoTime();
    boolean interrupted = false;
    try {
      line.key.interestOps(operation);
      while (true) {
        long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        if (millis > 0 && passed >= millis) {
          throw new SocketTimeoutException("nothing came in time");
        }
        line.selector.selectedKeys().clear();
        if (line.selector.select(millis > 0 ? millis - passed : 0) > 0) {
          return;
        }
        // Or it would not wait any more.
        interrupted |= Thread.interrupted();
      }
    } catch (ClosedSelectorException | CancelledKeyException e) {
      throw new SocketException("closed");
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Line connected() throws SocketException {
    Line here = line;
    if (here == null || closed) {
      throw new SocketException(closed ? "closed" : "not connected");
    }
    return here;
  }

  private int read(byte[] bytes, int at, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    Line here = connected();
    ByteBuffer into = ByteBuffer.wrap(bytes, at, length);
    int count = here.channel.read(into);
    while (count == 0) {
      await(here, SelectionKey.OP_READ, timeoutMillis);
      count = here.channel.read(into);
    }
    return count;
  }

  private void write(byte[] bytes, int at, int length) throws IOException {
    Line here = connected();
    ByteBuffer from = ByteBuffer.wrap(bytes, at, length);
    while (from.hasRemaining()) {
      if (here.channel.write(from) == 0) {
        await(here, SelectionKey.OP_WRITE, timeoutMillis);
      }
    }
  }

  @Override
  protected InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int at, int length) throws IOException {
        return LocalSocketConnection.this.read(bytes, at, length);
      }
    };
  }

  @Override
  protected OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int at, int length) throws IOException {
        LocalSocketConnection.this.write(bytes, at, length);
      }
    };
  }

  @Override
  protected int available() {
    // Whoever asks has to read to find out.
    return 0;
  }

  @Override
  protected void close() throws IOException {
    closed = true;
    if (line != null) {
      line.close();
    }
  }

  /** Those of the network, such as keep-alives, mean nothing here. */
  @Override
  public void setOption(int option, Object value) {
    if (option == SocketOptions.SO_TIMEOUT) {
      timeoutMillis = (Integer) value;
    }
  }

  @Override
  public Object getOption(int option) throws SocketException {
    try {
      return switch (option) {
        case SocketOptions.SO_TIMEOUT -> timeoutMillis;
        case SocketOptions.SO_SNDBUF ->
            connected().channel.getOption(StandardSocketOptions.SO_SNDBUF);
        case SocketOptions.SO_RCVBUF ->
            connected().channel.getOption(StandardSocketOptions.SO_RCVBUF);
        default -> false;
      };
    } catch (SocketException e) {
      throw e;
    } catch (IOException e) {
      throw new SocketException("closed");
    }
  }

  @Override
  protected void bind(InetAddress host, int port) throws SocketException {
    throw new SocketException("connects only");
  }

  @Override
  protected void listen(int backlog) throws SocketException {
    throw new SocketException("connects only");
  }

  @Override
  protected void accept(SocketImpl connection) throws SocketException {
    throw new SocketException("connects only");
  }

  @Override
  protected void sendUrgentData(int data) throws SocketException {
    throw new SocketException("has no urgent data");
  }
}
