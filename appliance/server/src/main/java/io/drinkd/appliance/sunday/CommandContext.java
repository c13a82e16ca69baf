package io.drinkd.appliance.sunday;

import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.sunday.Commands.Verb;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One request on its way to its command: the arguments, who asks, and the house that it is asked
 * of. Used on the connection's I/O thread only.
 */
public final class CommandContext {

  private static final String KEY_MARK = "key=";
  private static final int KEY_LENGTH_MAX = 64;

  private final Verb verb;
  private final List<String> arguments;
  private final Optional<MemberRecord> member;
  private final Optional<String> givenName;
  private final SundaySession session;
  private final Core core;
  private final Commands commands;

  CommandContext(
      Verb verb,
      List<String> arguments,
      Optional<MemberRecord> member,
      Optional<String> givenName,
      SundaySession session,
      Core core,
      Commands commands) {
    this.verb = verb;
    this.arguments = arguments;
    this.member = member;
    this.givenName = givenName;
    this.session = session;
    this.core = core;
    this.commands = commands;
  }

  Command command() {
    return verb.command();
  }

  Syntax syntax() {
    return verb.syntax();
  }

  SundaySession session() {
    return session;
  }

  /** The parts of the appliance. */
  public Core core() {
    return core;
  }

  /** All verbs. */
  public Commands commands() {
    return commands;
  }

  /** Where the client is. */
  public InetAddress address() {
    return session.address();
  }

  /** The words after the verb. */
  public List<String> arguments() {
    return arguments;
  }

  /** An argument that the syntax demands, from 0. */
  public String argument(int index) {
    return arguments.get(index);
  }

  /** An argument that may be left out. */
  public Optional<String> optional(int index) {
    return index < arguments.size() ? Optional.of(arguments.get(index)) : Optional.empty();
  }

  /** The member who is logged in; for commands whose access is not {@link Access#ANYONE}. */
  public MemberRecord member() {
    return member.orElseThrow(() -> new RefusedException(ErrorCode.NOT_LOGGED_IN));
  }

  /** The name that the request just before gave with USER. */
  public Optional<String> givenName() {
    return givenName;
  }

  /**
   * A slot number: decimal digits and nothing else. Whether there is such a slot is another
   * question.
   *
   * @throws RefusedException {@link ErrorCode#INVALID_SLOT}
   */
  public int slotNumber(int index) {
    long number = WholeNumber.parse(argument(index)).orElse(-1);
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw new RefusedException(ErrorCode.INVALID_SLOT);
    }
    return (int) number;
  }

  /**
   * The member of the name in an argument.
   *
   * @param problem what is answered if nobody has it
   */
  public MemberRecord memberNamed(int index, ErrorCode problem) {
    return core.members().find(argument(index)).orElseThrow(() -> new RefusedException(problem));
  }

  /**
   * The member of the name in an argument, who is oneself unless an admin asks.
   *
   * @throws RefusedException {@link ErrorCode#ACCESS_DENIED}, whoever else is named, or {@link
   *     ErrorCode#UNKNOWN_USER}
   */
  public MemberRecord memberOrOneself(int index) {
    if (argument(index).equals(member().name())) {
      return member();
    }
    if (!member().admin()) {
      throw new RefusedException(ErrorCode.ACCESS_DENIED);
    }
    return memberNamed(index, ErrorCode.UNKNOWN_USER);
  }

  /**
   * A whole number without a sign.
   *
   * @param problem what is answered if it is not one from {@code least} to {@code most}
   */
  public long naturalNumber(int index, long least, long most, ErrorCode problem) {
    long number = WholeNumber.parse(argument(index)).orElse(-1);
    if (number < least || number > most) {
      throw new RefusedException(problem);
    }
    return number;
  }

  /**
   * From now on the client gets events.
   *
   * @param after the last event that it knows; without one it gets what is new
   * @return the number of the event after which it gets them
   * @throws RefusedException {@link ErrorCode#INVALID_PARAMETERS} if events after that are lost
   */
  public long watch(OptionalLong after) {
    return session
        .watch(core.events(), after)
        .orElseThrow(() -> new RefusedException(ErrorCode.INVALID_PARAMETERS));
  }

  /** From now on the client gets no more events. */
  public void unwatch() {
    session.unwatch();
  }

  /** The answer comes after a delay at the earliest, see {@link Command#overtakesDelays}. */
  public void waits(Duration delay) {
    session.waits(delay);
  }

  /**
   * A whole number that may have a minus sign.
   *
   * @param most the most that it may be, either way
   * @param problem what is answered if it is not
   */
  public long wholeNumber(int index, long most, ErrorCode problem) {
    String text = argument(index);
    boolean negative = text.startsWith("-");
    long number = WholeNumber.parse(negative ? text.substring(1) : text).orElse(-1);
    if (number < 0 || number > most) {
      throw new RefusedException(problem);
    }
    return negative ? -number : number;
  }

  /**
   * A flag: {@code true} or {@code 1}, {@code false} or {@code 0}.
   *
   * @param problem what is answered if it is none of these
   */
  public boolean flag(int index, ErrorCode problem) {
    return switch (argument(index).toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw new RefusedException(problem);
    };
  }

  /**
   * The key of a request that may be repeated, where it is written {@code key=...} as the last
   * word.
   *
   * @throws RefusedException {@link ErrorCode#INVALID_PARAMETERS} if it is empty or too long
   */
  public Optional<String> lastWordKey() {
    String last = arguments.isEmpty() ? "" : arguments.get(arguments.size() - 1);
    return last.startsWith(KEY_MARK)
        ? Optional.of(requireKey(last.substring(KEY_MARK.length())))
        : Optional.empty();
  }

  /**
   * The words from an argument to the end of the line, without a key.
   *
   * @throws RefusedException {@link ErrorCode#INVALID_PARAMETERS} if it would not be one line
   */
  public String textFrom(int index) {
    int end = lastWordKey().isPresent() ? arguments.size() - 1 : arguments.size();
    String text = String.join(" ", arguments.subList(Math.min(index, end), end));
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new RefusedException(ErrorCode.INVALID_PARAMETERS);
    }
    return text;
  }

  /**
   * The key of a request that may be repeated, where it has a place of its own.
   *
   * @throws RefusedException {@link ErrorCode#INVALID_PARAMETERS} if it is empty or too long
   */
  public Optional<String> key(int index) {
    return optional(index).map(CommandContext::requireKey);
  }

  private static String requireKey(String key) {
    if (key.isEmpty() || key.length() > KEY_LENGTH_MAX) {
      throw new RefusedException(ErrorCode.INVALID_PARAMETERS);
    }
    return key;
  }

  /**
   * A delay in whole seconds, no longer than the settings allow; none if the argument is left out.
   *
   * @throws RefusedException {@link ErrorCode#INVALID_DELAY}
   */
  public Duration delay(int index) {
    if (index >= arguments.size()) {
      return Duration.ZERO;
    }
    long seconds = WholeNumber.parse(argument(index)).orElse(-1);
    if (seconds < 0 || seconds > core.limits().delayMax().toSeconds()) {
      throw new RefusedException(ErrorCode.INVALID_DELAY);
    }
    return Duration.ofSeconds(seconds);
  }

  /**
   * The machine that is selected.
   *
   * @throws RefusedException {@link ErrorCode#NO_MACHINE_SELECTED} or {@link
   *     ErrorCode#MACHINE_GONE}
   */
  public Machine machine() {
    String id =
        session.machine().orElseThrow(() -> new RefusedException(ErrorCode.NO_MACHINE_SELECTED));
    return core.machines().find(id).orElseThrow(() -> new RefusedException(ErrorCode.MACHINE_GONE));
  }

  /** Selects a machine for the requests that follow. */
  public void select(Machine machine) {
    session.select(machine.id());
  }
}
