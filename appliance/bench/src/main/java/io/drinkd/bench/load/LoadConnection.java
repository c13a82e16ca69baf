package io.drinkd.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One connection of the load client, with the times at which its unanswered requests were sent. */
public final class LoadConnection {

  private static final int LONGEST_REPLY = 1_024;

  private Wire wire;
  private final int depth;
  private final boolean counted;
  private final ByteBuffer requests;
  private final int requestBytes;

  /** Where in a request its number stands; -1 if it has none. */
  private final int numberAt;

  private long number;
  private final ReplyScanner scanner;

  /** A ring of the times at which unanswered requests were sent, or should have been. */
  private long[] sentNanos;

  private int oldest;
  private int unanswered;
  private long replies;

  /**
   * Sends the prologue.
   *
   * @param depth how many requests are unanswered at a time, in the closed loop
   * @param counted whether its replies belong to what is measured
   */
  LoadConnection(Wire wire, Script script, int depth, boolean counted) throws IOException {
    this.wire = wire;
    this.depth = depth;
    this.counted = counted;
    byte[] all = (script.request() + "\n").repeat(depth).getBytes(StandardCharsets.UTF_8);
    requests = ByteBuffer.allocateDirect(all.length).put(all).flip();
    requestBytes = all.length / depth;
    numberAt = script.request().indexOf(Script.NUMBER);
    scanner = script.http() ? new HttpReplies() : new LineReplies();
    sentNanos = new long[depth];
    begin(wire, script);
    wire.channel().configureBlocking(false);
  }

  /**
   * Receives the greeting and sends the prologue.
   *
   * @return what came last, empty if nothing had to come
   */
  public static String begin(Wire wire, Script script) throws IOException {
    String last = script.greeted() ? readLine(wire) : "";
    for (String line : script.prologue()) {
      wire.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
      last = readLine(wire);
      if (LineReplies.isError((byte) last.charAt(0))) {
        throw new IOException("\"" + line + "\" was answered \"" + last + "\"");
      }
    }
    return last;
  }

  /** A line that nothing follows before the next request. */
  private static String readLine(Wire wire) throws IOException {
    var line = new StringBuilder();
    ByteBuffer read = ByteBuffer.allocate(Wire.READ_BYTES);
    while (line.length() < LONGEST_REPLY) {
      if (wire.read(read.clear()) < 0) {
        throw new EOFException("the server closed after \"" + line + "\"");
      }
      line.append(StandardCharsets.UTF_8.decode(read.flip()));
      if (!line.isEmpty() && line.charAt(line.length() - 1) == '\n') {
        return line.toString().strip();
      }
    }
    throw new IOException("a reply without end: " + line);
  }

  Wire wire() {
    return wire;
  }

  /** Whether the server closes it, and everything was answered before. */
  boolean isOver() {
    return unanswered == 0 && scanner.closes();
  }

  /** Continues on another wire, where nothing has to be said first. */
  void renew(Wire other) throws IOException {
    wire.close();
    wire = other;
    wire.channel().configureBlocking(false);
  }

  int depth() {
    return depth;
  }

  /** Sends requests; all of them count from {@code nanos}. */
  void send(int count, long nanos) throws IOException {
    for (int i = 0; i < count; i++) {
      expect(nanos);
    }
    requests.clear();
    if (numberAt >= 0) {
      for (int i = 0; i < count; i++) {
        writeNumber(i * requestBytes + numberAt);
      }
    }
    wire.write(requests.limit(count * requestBytes));
  }

  private void writeNumber(int at) {
    long rest = number++;
    for (int i = Script.NUMBER.length() - 1; i >= 0; i--) {
      requests.put(at + i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
  }

  private void expect(long nanos) {
    if (unanswered == sentNanos.length) {
      long[] larger = new long[2 * unanswered];
      for (int i = 0; i < unanswered; i++) {
        larger[i] = sentNanos[(oldest + i) % unanswered];
      }
      sentNanos = larger;
      oldest = 0;
    }
    sentNanos[(oldest + unanswered) % sentNanos.length] = nanos;
    unanswered++;
  }

  /** Is notified of each reply when it is complete. */
  interface ReplyListener {
    void replied(long sentNanos, boolean error);
  }

  /**
   * Takes what has come.
   *
   * @return how many replies were completed by it
   */
  int receive(ByteBuffer buffer, ReplyListener listener) throws IOException {
    int complete = 0;
    int read = wire.read(buffer.clear());
    if (read < 0) {
      throw new EOFException("the server closed a connection");
    }
    for (int at = scanner.end(buffer, 0, read); at >= 0; at = scanner.end(buffer, at, read)) {
      complete++;
      if (counted) {
        listener.replied(sentNanos[oldest], scanner.isError());
      }
      oldest = (oldest + 1) % sentNanos.length;
      unanswered--;
    }
    replies += complete;
    return complete;
  }

  int unanswered() {
    return unanswered;
  }

  /** How many replies have come since the beginning. */
  public long replies() {
    return replies;
  }

  Optional<String> firstError() {
    return scanner.firstError();
  }
}
