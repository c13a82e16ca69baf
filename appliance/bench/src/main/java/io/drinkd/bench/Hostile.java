package io.drinkd.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A thousand clients that mean no good, on a thread of their own that is idle but for them. */
final class Hostile implements Closeable {

  static final int COUNT = 1_000;

  /** Short questions with the longest of all replies, which nobody need log in for. */
  private static final byte[] QUESTION = "HELP\n".getBytes(StandardCharsets.UTF_8);

  private static final int QUESTIONS_UNREAD = 2_000;
  private static final int QUESTIONS_BEFORE_RESET = 10;

  /** How one of them behaves. */
  enum Kind {
    NEVER_READS("ask and never read", 0),
    BYTE_A_SECOND("send a byte a second", 1),
    /** A thousand within three seconds. */
    RESETS("reset in mid-reply", 1 / 3.0);

    private final String shown;
    private final double turnsASecond;

    /**
     * @param turnsASecond how often each does something
     */
    Kind(String shown, double turnsASecond) {
      this.shown = shown;
      this.turnsASecond = turnsASecond;
    }

    String shown() {
      return shown;
    }
  }

  private final Kind kind;
  private final Server server;
  private final List<SocketChannel> channels = new ArrayList<>();
  private final Thread thread;
  private volatile boolean closing;
  private volatile long turns;
  private volatile Optional<IOException> failure = Optional.empty();

  /** Connects them, and has them begin. */
  Hostile(Kind kind, Server server) throws IOException {
    this.kind = kind;
    this.server = server;
    for (int i = 0; i < COUNT; i++) {
      channels.add(connect());
    }
    thread = new Thread(this::run, "hostile");
    thread.start();
  }

  private SocketChannel connect() throws IOException {
    Wire wire = server.dial();
    SocketChannel channel = wire.channel();
    LoadConnection.begin(wire, Talk.silent(true));
    // What is not read soon fills the server's buffers, not the system's.
    channel.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
    if (kind == Kind.NEVER_READS) {
      channel.configureBlocking(false);
      channel.write(questions(QUESTIONS_UNREAD));
    }
    return channel;
  }

  private static ByteBuffer questions(int count) {
    ByteBuffer questions = ByteBuffer.allocate(count * QUESTION.length);
    while (questions.hasRemaining()) {
      questions.put(QUESTION);
    }
    return questions.flip();
  }

  private void run() {
    long next = System.nanoTime();
    for (int i = 0; !closing; i = (i + 1) % COUNT) {
      if (kind.turnsASecond == 0) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        continue;
      }
      try {
        take(i);
        turns++;
      } catch (IOException e) {
        failure = Optional.of(e);
        return;
      }
      next += (long) (1e9 / COUNT / kind.turnsASecond);
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  private void take(int number) throws IOException {
    SocketChannel channel = channels.get(number);
    if (kind == Kind.BYTE_A_SECOND) {
      channel.write(ByteBuffer.wrap(new byte[] {'x'}));
      return;
    }
    // Unread bytes, and no patience with those that are left: the system resets the connection.
    channel.write(questions(QUESTIONS_BEFORE_RESET));
    channel.read(ByteBuffer.allocate(10));
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    channel.close();
    channels.set(number, connect());
  }

  /** How often they did something after they had begun. */
  long turns() {
    return turns;
  }

  @Override
  public void close() throws IOException {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (SocketChannel channel : channels) {
      channel.close();
    }
    if (failure.isPresent()) {
      throw new IOException("a client that was to " + kind.shown + " could not", failure.get());
    }
  }
}
