package io.drinkd.appliance.control.call;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.OptionalInt;

/** Sends commands to the appliance that listens on a control socket. */
public final class ControlClient {

  /** How long the appliance may take to greet; then a command may take what it takes. */
  private static final int PATIENCE_MILLIS = 10_000;

  /** The same where somebody looks whether it is well. */
  private static final int STATUS_PATIENCE_MILLIS = 5_000;

  private final Path socket;
  private final Optional<Path> dataFolder;

  public ControlClient(Path socket) {
    this.socket = socket;
    this.dataFolder = Optional.empty();
  }

  /**
   * @param path by its data folder it is found which process does not answer
   */
  public ControlClient(ControlPath path) {
    this.socket = path.socket();
    this.dataFolder = Optional.of(path.dataFolder());
  }

  /**
   * Has the command carried out by a running appliance, and passes on what it answers as it comes.
   * The command is sent when the appliance has greeted: one that stands still must not find it
   * later, when nobody expects that any more.
   *
   * @return the command's exit code; empty if no appliance runs, and so nothing was done
   * @throws NoAnswerException if one runs and does not greet, and so nothing was done
   * @throws NoOperatorException if the user of this process may not give it commands
   * @throws IOException if the connection breaks before the exit code came: the command may have
   *     been carried out or not
   */
  public OptionalInt run(CommandRequest request, Terminal terminal) throws IOException {
    request.requireBounded();
    if (!exists()) {
      return OptionalInt.empty();
    }
    int patienceMillis = request.isNamed("status") ? STATUS_PATIENCE_MILLIS : PATIENCE_MILLIS;
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        Greeting greeting = new Greeting(channel, patienceMillis)) {
      if (!isConnected(channel, greeting)) {
        return OptionalInt.empty();
      }
      DataInputStream in =
          new DataInputStream(
              new BufferedInputStream(new Lasting(Channels.newInputStream(channel))));
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
      try {
        ReplyFrames.awaitGreeting(in);
      } catch (IOException e) {
        throw greeting.isOverdue() ? noAnswer(patienceMillis, e) : e;
      }
      if (!greeting.hasCome()) {
        throw noAnswer(patienceMillis, null);
      }
      try {
        request.write(out);
      } catch (IOException e) {
        // Refused before it was read; then the reason has arrived already.
        return OptionalInt.of(receiveOr(e, request, in, out, terminal));
      }
      return OptionalInt.of(ReplyFrames.receive(in, out, request.arguments(), terminal));
    }
  }

  private static int receiveOr(
      IOException failure,
      CommandRequest request,
      DataInputStream in,
      DataOutputStream out,
      Terminal terminal)
      throws IOException {
    try {
      return ReplyFrames.receive(in, out, request.arguments(), terminal);
    } catch (IOException e) {
      failure.addSuppressed(e);
      throw failure;
    }
  }

  /** The appliance's side of a connection, which ends only after the exit code. */
  private static final class Lasting extends FilterInputStream {

    Lasting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      read(one, 0, 1);
      return one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read;
      try {
        read = in.read(bytes, offset, length);
      } catch (ClosedChannelException e) {
        // On this side.
        throw e;
      } catch (IOException e) {
        throw lost(e);
      }
      if (read < 0) {
        throw lost(null);
      }
      return read;
    }

    private static IOException lost(IOException cause) {
      return new IOException(
          "the appliance has closed the connection, as when it stops or is killed, or a question"
              + " waits too long: the command may have been carried out or not; see drinkd status"
              + " and drinkd audit before you repeat it",
          cause);
    }
  }

  /** Whether somebody listens there; also one who does not greet. */
  public boolean isAnswered() throws IOException {
    if (!exists()) {
      return false;
    }
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        Greeting greeting = new Greeting(channel, PATIENCE_MILLIS)) {
      return isConnected(channel, greeting);
    } catch (NoAnswerException e) {
      return true;
    }
  }

  /**
   * Connects. False if there is a socket that a killed process left behind. Where too many wait
   * already to be connected, this waits too.
   */
  private boolean isConnected(SocketChannel channel, Greeting greeting) throws IOException {
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return true;
    } catch (ConnectException e) {
      return false;
    } catch (BindException e) {
      // Java has this exception also for whoever may not write to a socket.
      throw new NoOperatorException(socket, e);
    } catch (IOException e) {
      throw greeting.isOverdue() ? noAnswer(greeting.patienceMillis(), e) : e;
    }
  }

  private NoAnswerException noAnswer(int patienceMillis, IOException cause) {
    return NoAnswerException.of(socket, dataFolder, patienceMillis, cause);
  }

  private boolean exists() throws NoOperatorException {
    try {
      Files.readAttributes(socket, BasicFileAttributes.class);
      return true;
    } catch (AccessDeniedException e) {
      throw new NoOperatorException(socket, e);
    } catch (IOException e) {
      return false;
    }
  }
}
