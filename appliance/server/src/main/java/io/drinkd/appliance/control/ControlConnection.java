package io.drinkd.appliance.control;

import io.drinkd.appliance.control.CommandPlaces.Place;
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
import java.net.SocketException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
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
  private final BooleanSupplier stopping;
  private final DataInputStream in;
  private final DataOutputStream out;

  /**
   * @param stopping whether the connection may be closed because the appliance stops
   */
  ControlConnection(SocketChannel channel, Timers timers, BooleanSupplier stopping) {
    this.channel = channel;
    this.stopping = stopping;
    this.timers = timers;
    this.in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
    this.out = new DataOutputStream(new BufferedOutputStream(new Impatient()));
  }

  /**
   * Receives the command, has it carried out, and closes the connection.
   *
   * @param place where it waits, and runs if it may
   */
  void serve(CommandRunner runner, Place place) {
    String user;
    try {
      user = UnixUser.ofPeer(channel);
    } catch (IOException e) {
      if (!stopping.getAsBoolean()) {
        // What to do: nothing, the command has printed the same reason.
        LOG.warn("operator's command refused: {}", FileFailure.reason(e));
      }
      refuse(FileFailure.reason(e));
      return;
    }
    greet();
    CommandRequest request;
    try {
      if (within(PATIENCE, this::isGoneAtOnce)) {
        giveUp();
        return;
      }
      request = within(PATIENCE, () -> CommandRequest.read(in));
    } catch (IOException e) {
      if (!stopping.getAsBoolean()) {
        // What to do: nothing was done; give the command again.
        LOG.warn("operator's command not received: {}", FileFailure.reason(e));
      }
      refuse(FileFailure.reason(e));
      return;
    }
    if (!place.begin()) {
      refuse("more than " + CommandPlaces.RUNNING_MAX + " commands at once; try again");
      return;
    }
    try (channel) {
      Operator operator = operator(user, request);
      int code = runner.run(request, operator, new Caller(place));
      place.ended();
      end(request, operator, code);
    } catch (IOException e) {
      LOG.debug("closing the connection of an operator's command failed: {}", e.toString());
    }
  }

  /** Before it asks for anything: whoever gives the command waits for the greeting to send it. */
  private void greet() {
    try {
      ReplyFrames.greet(out);
    } catch (IOException e) {
      LOG.debug("an operator's command was not greeted: {}", e.toString());
    }
  }

  /** Whoever only wants to know whether anybody listens sends nothing. */
  private boolean isGoneAtOnce() throws IOException {
    in.mark(1);
    boolean gone;
    try {
      gone = in.read() < 0;
    } catch (SocketException e) {
      // It has not even read the greeting.
      return true;
    }
    if (!gone) {
      in.reset();
    }
    return gone;
  }

  /**
   * The word of {@code SUDO_USER} counts from those only whom sudo makes of others to give
   * commands: root and the appliance's own user, who could write any name into the books by
   * themselves. From a member of the socket's group it would be a name of their choice.
   */
  private static Operator operator(String user, CommandRequest request) throws IOException {
    boolean counts = user.equals("root") || user.equals(UnixUser.ofThisProcess());
    return new Operator(user, request.sudoUser().filter(name -> counts));
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
    private final Place place;

    Caller(Place place) {
      this.place = place;
    }

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
      return answer(() -> Answers.password(in));
    }

    @Override
    public void file(String named, int most, OutputStream to) throws IOException {
      if (!place.takesFile()) {
        throw new IOException(
            named + ": another command receives a file now; try again when that has ended");
      }
      ReplyFrames.askForFile(out, named, most);
      answer(
          () -> {
            Answers.file(in, most, to);
            return null;
          });
    }

    @Override
    public Optional<Boolean> confirm(String question) throws IOException {
      ReplyFrames.askToConfirm(out, question);
      return answer(() -> Answers.confirmed(in));
    }

    private <T> T answer(Reading<T> reading) throws IOException {
      place.pause();
      T answer = within(ANSWER_PATIENCE, reading);
      place.resume();
      return answer;
    }

    @Override
    public void watching() {
      place.pause();
    }

    @Override
    public boolean isGone() {
      try {
        ReplyFrames.probe(out);
        return false;
      } catch (IOException e) {
        return true;
      }
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
