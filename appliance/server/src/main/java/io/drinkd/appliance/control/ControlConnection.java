package io.drinkd.appliance.control;

import io.drinkd.appliance.service.Operator;
import io.drinkd.appliance.store.FileFailure;
import io.drinkd.driver.Timers;
import io.drinkd.driver.Timers.Timer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to the control socket: one command, then its output and exit code. */
final class ControlConnection {

  private static final Logger LOG = LoggerFactory.getLogger(ControlConnection.class);

  /** How long the command may take to arrive, and how long a piece of the answer to be taken. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SocketChannel channel;
  private final Timers timers;
  private final DataOutputStream out;

  ControlConnection(SocketChannel channel, Timers timers) {
    this.channel = channel;
    this.timers = timers;
    this.out = new DataOutputStream(new BufferedOutputStream(new Impatient()));
  }

  /** Receives the command, has it carried out, and closes the connection. */
  void serve(CommandRunner runner) {
    String user;
    try {
      user = UnixUser.ofPeer(channel);
    } catch (IOException e) {
      // What to do: nothing, the command has printed the same reason.
      LOG.warn("operator's command refused: {}", FileFailure.reason(e));
      refuse(FileFailure.reason(e));
      return;
    }
    try (channel) {
      CommandRequest request = receive();
      Operator operator = new Operator(user, request.sudoUser());
      PrintWriter output = writer(ReplyFrames.output(out));
      PrintWriter error = writer(ReplyFrames.error(out));
      int code = runner.run(request, operator, output, error);
      output.flush();
      error.flush();
      ReplyFrames.exit(out, code);
      LOG.debug("{} of {} exited with {}", request, operator.actor(), code);
    } catch (IOException e) {
      // What to do: find out whether the command was carried out before you give it again.
      LOG.warn("connection of an operator's command lost: {}", FileFailure.reason(e));
    }
  }

  /** Answers that the command is refused, and why, and closes the connection. */
  void refuse(String reason) {
    try (channel) {
      PrintWriter error = writer(ReplyFrames.error(out));
      error.println(reason);
      error.flush();
      ReplyFrames.exit(out, ExitCode.FAILED);
    } catch (IOException e) {
      LOG.debug("a refused command was not answered: {}", e.toString());
    }
  }

  private CommandRequest receive() throws IOException {
    Timer timer = timers.after(PATIENCE, this::giveUp);
    try {
      return CommandRequest.read(
          new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel))));
    } finally {
      timer.cancel();
    }
  }

  private static PrintWriter writer(OutputStream pieces) {
    return new PrintWriter(new OutputStreamWriter(pieces, StandardCharsets.UTF_8));
  }

  /** Closes the channel, so that a thread that waits for the other side gets an exception. */
  private void giveUp() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("closing the connection of an operator's command failed: {}", e.toString());
    }
  }

  /** Closes the connection when the other side does not read what is written. */
  private final class Impatient extends FilterOutputStream {

    Impatient() {
      super(Channels.newOutputStream(channel));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      Timer timer = timers.after(PATIENCE, ControlConnection.this::giveUp);
      try {
        out.write(bytes, offset, length);
      } finally {
        timer.cancel();
      }
    }
  }
}
