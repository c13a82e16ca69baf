package io.drinkd.appliance.control;

import io.drinkd.appliance.control.call.Answers;
import io.drinkd.appliance.control.call.CommandRequest;
import io.drinkd.appliance.control.call.ReplyFrames;
import io.drinkd.appliance.control.call.Terminal;
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
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to the control socket: one command, then its output and exit code. */
final class ControlConnection {

  private static final Logger LOG = LoggerFactory.getLogger(ControlConnection.class);

  /** How long the command may take to arrive, and how long a piece of the answer to be taken. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How long somebody may think about what a command asks. */
  static final Duration ANSWER_PATIENCE = Duration.ofMinutes(2);

  private final SocketChannel channel;
  private final Timers timers;
  private final DataInputStream in;
  private final DataOutputStream out;

  ControlConnection(SocketChannel channel, Timers timers) {
    this.channel = channel;
    this.timers = timers;
    this.in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
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
      CommandRequest request = within(PATIENCE, () -> CommandRequest.read(in));
      Operator operator = new Operator(user, request.sudoUser());
      int code = runner.run(request, operator, new Caller());
      end(request, operator, code);
    } catch (IOException e) {
      // What to do: find out whether the command was carried out before you give it again.
      LOG.warn("connection of an operator's command lost: {}", FileFailure.reason(e));
    }
  }

  private void end(CommandRequest request, Operator operator, int code) {
    try {
      ReplyFrames.exit(out, code);
      LOG.debug("{} of {} exited with {}", request, operator.actor(), code);
    } catch (IOException e) {
      // As behind "| head", or after Ctrl-C.
      LOG.debug(
          "{} of {} exited with {}, and nobody waits for it", request, operator.actor(), code);
    }
  }

  /** Answers that the command is refused, and why, and closes the connection. */
  void refuse(String reason) {
    try (channel) {
      OutputStream error = ReplyFrames.error(out);
      error.write((reason + "\n").getBytes(StandardCharsets.UTF_8));
      ReplyFrames.exit(out, ExitCode.FAILED);
    } catch (IOException e) {
      LOG.debug("a refused command was not answered: {}", e.toString());
    }
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private <T> T within(Duration patience, Reading<T> reading) throws IOException {
    Timer timer = timers.after(patience, this::giveUp);
    try {
      return reading.read();
    } finally {
      timer.cancel();
    }
  }

  /** Closes the channel, so that a thread that waits for the other side gets an exception. */
  private void giveUp() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("closing the connection of an operator's command failed: {}", e.toString());
    }
  }

  /** Where the command was given: at the other end. */
  private final class Caller implements Terminal {

    private final OutputStream output = ReplyFrames.output(out);
    private final OutputStream error = ReplyFrames.error(out);

    @Override
    public OutputStream out() {
      return output;
    }

    @Override
    public OutputStream err() {
      return error;
    }

    @Override
    public String password() throws IOException {
      ReplyFrames.askPassword(out);
      return within(ANSWER_PATIENCE, () -> Answers.password(in));
    }

    @Override
    public byte[] file(String named, int most) throws IOException {
      ReplyFrames.askForFile(out, named, most);
      return within(ANSWER_PATIENCE, () -> Answers.file(in, most));
    }

    @Override
    public Optional<Boolean> confirm(String question) throws IOException {
      ReplyFrames.askToConfirm(out, question);
      return within(ANSWER_PATIENCE, () -> Answers.confirmed(in));
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
