package io.drinkd.appliance.sunday;

import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.member.MemberRecord;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Greets, and writes the log line of a session's end ({@code io.drinkd.session}). Requests never
 * come here, see {@link CommandFilter}; nor does what is thrown, see {@link ExceptionFilter}, and
 * the end of input, see {@link LineCodec}.
 */
final class SundayHandler extends IoHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger("io.drinkd.session");

  private final Core core;

  SundayHandler(Core core) {
    this.core = core;
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
  public void sessionClosed(IoSession session) {
    Conversation conversation = Conversation.of(session);
    LOG.info(
        "client={} member={} seconds={} requests={} end=\"{}\"",
        conversation.client(),
        conversation.member().map(MemberRecord::name).orElse("-"),
        conversation.age().toSeconds(),
        conversation.requests(),
        conversation.end().orElse("connection lost"));
  }
}
