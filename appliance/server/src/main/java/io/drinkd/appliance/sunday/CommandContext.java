package io.drinkd.appliance.sunday;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Caller;
import io.drinkd.appliance.service.IdempotencyKey;
import io.drinkd.appliance.service.Member;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.Viewer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * One request on its way to its command: the arguments, the claim of whoever asks, and the services
 * that it is asked of. Used on the connection's I/O thread only.
 */
public final class CommandContext {

  private static final String KEY_MARK = "key=";

  private final Command command;
  private final List<String> arguments;
  private final Optional<Viewer> claim;
  private final Optional<String> givenName;
  private final SundaySession session;
  private final Services services;
  private final Commands commands;

  /**
   * @throws RefusedException if whoever asks may not use the verb
   */
  CommandContext(
      Command command,
      List<String> arguments,
      Optional<String> givenName,
      SundaySession session,
      Services services,
      Commands commands) {
    this.command = command;
    this.arguments = arguments;
    this.claim = claim(command.access(), session.caller());
    this.givenName = givenName;
    this.session = session;
    this.services = services;
    this.commands = commands;
  }

  /** Empty if anyone may use the verb. */
  private static Optional<Viewer> claim(Access access, Caller caller) {
    if (access == Access.ADMIN) {
      caller.admin();
    }
    return switch (access) {
      case ANYONE -> Optional.empty();
      case VIEWER -> Optional.of(caller.viewer());
      case MEMBER, ADMIN -> Optional.of(caller.member());
    };
  }

  Command command() {
    return command;
  }

  SundaySession session() {
    return session;
  }

  /** What may be asked of the house. */
  public Services services() {
    return services;
  }

  /** All verbs. */
  public Commands commands() {
    return commands;
  }

  /** Logs in by name and password. */
  public CompletableFuture<Caller> logIn(String name, String password) {
    return awaited(services.logins().byPassword(session.caller(), name, password));
  }

  /** Logs in by an iButton or card. */
  public CompletableFuture<Caller> logInByIbutton(String ibutton) {
    return awaited(services.logins().byIbutton(session.caller(), ibutton));
  }

  /** Logs in by a token. */
  public CompletableFuture<Caller> logInByToken(String token) {
    return awaited(services.logins().byToken(session.caller(), token));
  }

  private CompletableFuture<Caller> awaited(CompletableFuture<Caller> login) {
    session.awaits(login);
    return login;
  }

  /**
   * The member who asks to see something, for commands whose access is not {@link Access#ANYONE}.
   */
  public Viewer viewer() {
    return claim.orElseThrow();
  }

  /** The member who asks, for commands whose access is more than {@link Access#VIEWER}. */
  public Member member() {
    return (Member) claim.orElseThrow();
  }

  /** The admin who asks: for this request, if the member is one. */
  public Admin admin() {
    return session.caller().admin();
  }

  /** Whether it is an admin who asks. */
  public boolean isOfAdmin() {
    return session.caller().asAdmin().isPresent();
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

  /** The name that the request just before gave with USER. */
  public Optional<String> givenName() {
    return givenName;
  }

  /**
   * A slot number: decimal digits and nothing else. Whether there is such a slot is another
   * question.
   *
   * @throws BadRequestException {@link ErrorCode#INVALID_SLOT}
   */
  public int slotNumber(int index) {
    long number = naturalNumber(index).orElse(-1);
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw new BadRequestException(ErrorCode.INVALID_SLOT);
    }
    return (int) number;
  }

  /**
   * The member of the name in an argument.
   *
   * @throws RefusedException {@link Refusal#NO_SUCH_MEMBER}
   */
  public MemberRecord memberNamed(int index) {
    return services.memberships().exactly(viewer(), argument(index));
  }

  /** Whether an argument is the name of the member who asks. */
  public boolean namesOneself(int index) {
    return argument(index).equals(viewer().record().name());
  }

  /** A whole number without a sign; empty if the argument is something else. */
  public OptionalLong naturalNumber(int index) {
    return number(argument(index));
  }

  /** Whether an argument is decimal digits of ASCII and nothing else, however many. */
  public boolean isNumber(int index) {
    return isNumber(argument(index));
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** A whole number that may have a minus sign; empty if the argument is something else. */
  public OptionalLong wholeNumber(int index) {
    String text = argument(index);
    if (!text.startsWith("-")) {
      return number(text);
    }
    OptionalLong number = number(text.substring(1));
    return number.isPresent() ? OptionalLong.of(-number.getAsLong()) : number;
  }

  /** The number, if the text is decimal digits of ASCII and nothing else, and fits a long. */
  static OptionalLong number(String text) {
    if (!isNumber(text)) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * A flag: {@code true} or {@code 1}, {@code false} or {@code 0}; empty if the argument is none of
   * these.
   */
  public Optional<Boolean> flag(int index) {
    return switch (argument(index).toLowerCase(Locale.ROOT)) {
      case "true", "1" -> Optional.of(true);
      case "false", "0" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /**
   * The key of a request that may be repeated, where it is written {@code key=...} as the last
   * word.
   *
   * @throws RefusedException {@link Refusal#INVALID_KEY}
   */
  public Optional<IdempotencyKey> lastWordKey() {
    String last = arguments.isEmpty() ? "" : arguments.get(arguments.size() - 1);
    return last.startsWith(KEY_MARK)
        ? Optional.of(new IdempotencyKey(last.substring(KEY_MARK.length())))
        : Optional.empty();
  }

  /**
   * The words from an argument to the end of the line, without a key.
   *
   * @throws RefusedException {@link Refusal#INVALID_KEY} if another word of them is meant as one
   */
  public String textFrom(int index) {
    int end = lastWordKey().isPresent() ? arguments.size() - 1 : arguments.size();
    List<String> words = arguments.subList(Math.min(index, end), end);
    if (words.stream().anyMatch(word -> word.toLowerCase(Locale.ROOT).startsWith(KEY_MARK))) {
      throw new RefusedException(
          Refusal.INVALID_KEY, "a key is the last word, once, and begins with " + KEY_MARK);
    }
    return String.join(" ", words);
  }

  /**
   * The key of a request that may be repeated, where it has a place of its own.
   *
   * @throws RefusedException {@link Refusal#INVALID_KEY}
   */
  public Optional<IdempotencyKey> key(int index) {
    return optional(index).map(IdempotencyKey::new);
  }

  /**
   * A delay in whole seconds; none if the argument is left out.
   *
   * @throws RefusedException {@link Refusal#INVALID_DELAY}
   */
  public Duration delay(int index) {
    if (index >= arguments.size()) {
      return Duration.ZERO;
    }
    long seconds =
        naturalNumber(index).orElseThrow(() -> new RefusedException(Refusal.INVALID_DELAY));
    return services.drops().requireDelay(Duration.ofSeconds(seconds));
  }

  /**
   * The id of the machine that is selected.
   *
   * @throws BadRequestException {@link ErrorCode#NO_MACHINE_SELECTED}
   */
  public String machineId() {
    return session
        .machine()
        .orElseThrow(() -> new BadRequestException(ErrorCode.NO_MACHINE_SELECTED));
  }

  /**
   * The machine that is selected.
   *
   * @throws BadRequestException {@link ErrorCode#NO_MACHINE_SELECTED}
   * @throws RefusedException {@link Refusal#NO_SUCH_MACHINE} if it does not exist any more
   */
  public MachineView machine() {
    return services.catalog().machine(machineId());
  }

  /** Selects a machine for the requests that follow. */
  public void select(MachineView machine) {
    session.select(machine.id());
  }

  /**
   * From now on the client gets events.
   *
   * @param after the last event that it knows; without one it gets what is new
   * @return the number of the event after which it gets them
   * @throws RefusedException {@link Refusal#NO_SUCH_EVENT} if events after that are lost
   */
  public long watch(OptionalLong after) {
    return session
        .watch(services.events(), after)
        .orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_EVENT));
  }

  /** From now on the client gets no more events. */
  public void unwatch() {
    session.unwatch();
  }

  /** The answer comes after a delay at the earliest, see {@link Command#overtakesDelays}. */
  public void waits(Duration delay) {
    session.waits(delay);
  }
}
