package io.drinkd.bench.load;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A thousand clients that mean no good, in turn on the one thread that calls. */
public final class HostileClients implements Closeable {

  public static final int COUNT = 1_000;

  /** Short questions with the longest of all replies, which nobody need log in for. */
  private static final byte[] QUESTION = "HELP\n".getBytes(StandardCharsets.UTF_8);

  private static final int QUESTIONS_UNREAD = 2_000;
  private static final int QUESTIONS_BEFORE_RESET = 10;
  private static final long NOTHING_TO_DO_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** How one of them behaves. */
  public enum Kind {
    NEVER_READS("ask and never read", 0, false),
    BYTE_A_SECOND("send a byte a second", 1, false),
    /** A thousand within three seconds. */
    RESETS("reset in mid-reply", 1 / 3.0, true);

    private final String shown;
    private final double turnsASecond;
    private final boolean connecting;

    /**
     * @param turnsASecond how often each does something
     * @param connecting whether they connect again and again
     */
    Kind(String shown, double turnsASecond, boolean connecting) {
      this.shown = shown;
      this.turnsASecond = turnsASecond;
      this.connecting = connecting;
    }

    /** Whether they connect again and again, which costs the machine much, whoever answers. */
    public boolean isConnecting() {
      return connecting;
    }

    public String shown() {
      return shown;
    }

    /** How often any of them does something. */
    public double turnsOfAllASecond() {
      return turnsASecond * COUNT;
    }
  }

  private final Kind kind;
  private final Wire.Dialer server;
  private final boolean greeted;
  private final List<SocketChannel> channels = new ArrayList<>();
  private volatile boolean closing;

  /**
   * Connects them.
   *
   * @param greeted whether the server sends a greeting first
   */
  HostileClients(Kind kind, Wire.Dialer server, boolean greeted) throws IOException {
    this.kind = kind;
    this.server = server;
    this.greeted = greeted;
    for (int i = 0; i < COUNT; i++) {
      channels.add(connect());
    }
  }

  private SocketChannel connect() throws IOException {
    Wire wire = server.dial();
    SocketChannel channel = wire.channel();
    LoadConnection.begin(wire, Script.silent(greeted));
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

  /** Has them do so many turns as fast as they can. */
  void rush(int turns) throws IOException {
    for (int i = 0; i < turns && kind.turnsASecond > 0; i++) {
      take(i % COUNT);
    }
  }

  /**
   * Has them do what they do, at an even pace, until they are closed.
   *
   * @return how often they did something
   */
  long behave() throws IOException {
    long turns = 0;
    double pauseNanos = kind.turnsASecond > 0 ? 1e9 / kind.turnsOfAllASecond() : 0;
    long next = System.nanoTime();
    while (!closing) {
      if (kind.turnsASecond == 0) {
        LockSupport.parkNanos(NOTHING_TO_DO_NANOS);
        continue;
      }
      take((int) (turns % COUNT));
      turns++;
      // Who is late catches up at twice the pace at most: a burst is not what is measured.
      next = Math.max(next + (long) pauseNanos, System.nanoTime() + (long) pauseNanos / 2);
      parkUntil(next);
    }
    return turns;
  }

  private void parkUntil(long nanos) {
    long left = nanos - System.nanoTime();
    while (left > 0 && !closing) {
      LockSupport.parkNanos(left);
      left = nanos - System.nanoTime();
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

  /** Has {@link #behave} return. May be called on any thread. */
  void stop() {
    closing = true;
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel : channels) {
      channel.close();
    }
  }
}
