package io.drinkd.appliance.sunday;

import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.member.Member;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.FilterEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inner end of the chain: greets, runs what the filters let pass, and writes the log line of a
 * session's end ({@code io.drinkd.session}). What is thrown and the end of input never come here;
 * {@link GuardFilter} and {@link LineCodec} deal with them.
 */
final class SundayHandler extends IoHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger("io.drinkd.session");

  private final Core core;
  private final CommandRunner runner;
  private final Supplier<Optional<Duration>> statGap;

  /**
   * @param statGap a pause before the last line of STAT, for touchscreens that lose it otherwise
   */
  SundayHandler(Core core, CommandRunner runner, Supplier<Optional<Duration>> statGap) {
    this.core = core;
    this.runner = runner;
    this.statGap = statGap;
  }

  @Override
  public void sessionOpened(IoSession session) {
    Conversation conversation = Conversation.of(session);
    Optional<Machine> machine =
        machineAt((InetSocketAddress) session.getLocalAddress())
            .or(
                () ->
                    conversation.dialect().selectsFirstMachine()
                        ? firstMachine()
                        : Optional.empty());
    machine.map(Machine::id).ifPresent(conversation::select);
    session.write(conversation.dialect().greeting(machine.map(Machine::name).orElse(core.name())));
  }

  /** The first by id, as MACHINES lists them. */
  private Optional<Machine> firstMachine() {
    return core.machines().all().stream().findFirst();
  }

  /** The machine whose public address the client has connected to. */
  private Optional<Machine> machineAt(InetSocketAddress local) {
    Optional<String> address = Optional.of(local.getAddress().getHostAddress());
    return core.machines().all().stream()
        .filter(machine -> machine.settings().publicAddress().equals(address))
        .findFirst();
  }

  @Override
  public void messageReceived(IoSession session, Object message) {
    Conversation conversation = Conversation.of(session);
    if (message instanceof Line.End end) {
      if (end.ours()) {
        // An error, for it may cross a request that is not taken up any more: an OK would be a lie.
        conversation.say(new Outcome.Failed(Problem.CLOSING));
      }
      conversation.end(end.why());
    } else {
      runner.run((Call) message, false).ifPresent(outcome -> answer(session, outcome));
    }
  }

  @Override
  public void event(IoSession session, FilterEvent event) {
    if (event instanceof Answered answered) {
      Conversation.of(session).heard();
      answer(session, answered.outcome());
    } else if (event instanceof LastLine last) {
      session.write(last.reply());
    }
  }

  private void answer(IoSession session, Outcome outcome) {
    Conversation conversation = Conversation.of(session);
    if (outcome instanceof Outcome.Goodbye) {
      conversation.end("quit");
    }
    Reply reply = outcome.spelledBy(conversation.dialect());
    boolean paused = outcome instanceof Outcome.Slots && !reply.rows().isEmpty();
    Optional<Duration> gap = paused ? statGap.get() : Optional.empty();
    if (gap.isPresent()) {
      session.write(new Rows(reply.rows()));
      conversation.after(gap.get(), new LastLine(Reply.of(reply.last())));
    } else {
      session.write(reply);
    }
  }

  @Override
  public void sessionClosed(IoSession session) {
    Conversation conversation = Conversation.of(session);
    LOG.info(
        "client={} member={} seconds={} requests={} end=\"{}\"",
        conversation.client(),
        conversation.member().map(Member::name).orElse("-"),
        conversation.age().toSeconds(),
        conversation.requests(),
        conversation.end().orElse("connection lost"));
  }
}
