package io.drinkd.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One connection of the load client, with the times at which its unanswered requests were sent. */
final class LoadConnection {

  private static final int LONGEST_REPLY = 1_024;

  private final SocketChannel channel;
  private final Talk talk;
  private final ByteBuffer requests;
  private final int requestBytes;

  /** A ring of the times at which unanswered requests were sent, or should have been. */
  private long[] sentNanos;

  private int oldest;
  private int unanswered;
  private int linesToCome;
  private boolean atLineStart = true;
  private boolean error;
  private Optional<String> firstError = Optional.empty();

  /**
   * Connects, and says what is said once.
   *
   * @param depth the most requests sent in one write
   */
  LoadConnection(InetSocketAddress server, Talk talk, int depth) throws IOException {
    this.talk = talk;
    channel = SocketChannel.open(server);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    byte[] all = (talk.request() + "\n").repeat(depth).getBytes(StandardCharsets.UTF_8);
    requests = ByteBuffer.allocateDirect(all.length).put(all).flip();
    requestBytes = all.length / depth;
    sentNanos = new long[depth];
    linesToCome = talk.replyLines();
    if (talk.greeted()) {
      readLine();
    }
    for (String line : talk.prologue()) {
      write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
      String reply = readLine();
      if (isError((byte) reply.charAt(0))) {
        throw new IOException("\"" + line + "\" was answered \"" + reply + "\"");
      }
    }
    channel.configureBlocking(false);
  }

  SocketChannel channel() {
    return channel;
  }

  /** A line byte by byte: only what belongs to it may be taken from the socket. */
  private String readLine() throws IOException {
    var line = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (line.length() < LONGEST_REPLY) {
      if (channel.read(one.clear()) < 0) {
        throw new EOFException("the server closed after \"" + line + "\"");
      }
      if (one.get(0) == '\n') {
        return line.toString();
      }
      line.append((char) one.get(0));
    }
    throw new IOException("a reply without end: " + line);
  }

  /** Sends requests; all of them count from {@code nanos}. */
  void send(int count, long nanos) throws IOException {
    for (int i = 0; i < count; i++) {
      expect(nanos);
    }
    write(requests.clear().limit(count * requestBytes));
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

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Hears of each reply as it is complete. */
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
    int read;
    do {
      read = channel.read(buffer.clear());
      if (read < 0) {
        throw new EOFException("the server closed a connection");
      }
      for (int i = 0; i < read; i++) {
        complete += take(buffer, i, listener) ? 1 : 0;
      }
    } while (read == buffer.capacity());
    return complete;
  }

  private boolean take(ByteBuffer buffer, int index, ReplyListener listener) {
    byte next = buffer.get(index);
    if (atLineStart) {
      error = isError(next);
      if (error && firstError.isEmpty()) {
        firstError = Optional.of(restOfLine(buffer, index));
      }
    }
    atLineStart = next == '\n';
    // An error is one line, whatever the request's reply would have had.
    if (!atLineStart || (--linesToCome > 0 && !error)) {
      return false;
    }
    linesToCome = talk.replyLines();
    listener.replied(sentNanos[oldest], error);
    oldest = (oldest + 1) % sentNanos.length;
    unanswered--;
    return true;
  }

  private static boolean isError(byte first) {
    return first == 'E' || first == 'W';
  }

  private static String restOfLine(ByteBuffer buffer, int from) {
    var line = new StringBuilder();
    for (int i = from; i < buffer.position() && buffer.get(i) >= ' '; i++) {
      line.append((char) buffer.get(i));
    }
    return line.toString();
  }

  int unanswered() {
    return unanswered;
  }

  Optional<String> firstError() {
    return firstError;
  }
}
