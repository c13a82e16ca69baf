package io.drinkd.appliance.sunday;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.service.Services;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.pf4j.ExtensionPoint;

/**
 * A verb: how it is written, who may use it, and what it does. One class each, marked {@code
 * org.pf4j.Extension}, in the package {@code command}; the first line of its Javadoc is its syntax.
 * It has no state and one instance, made with its constructor without parameters.
 */
public abstract class Command implements ExtensionPoint {

  private final String syntax;
  private final Access access;
  private final String purpose;
  private final String verb;
  private final int argumentsLeast;
  private final int argumentsMost;

  /**
   * @param syntax how it is written, such as {@code DROP slot [delay [key]]}: arguments in brackets
   *     may be left out, and {@code reason...} takes all the words that are left
   * @param access who may use it; whoever runs it has been checked
   * @param purpose what it does, one sentence for HELP
   */
  protected Command(String syntax, Access access, String purpose) {
    this.syntax = syntax;
    this.access = access;
    this.purpose = purpose;
    String[] words = syntax.split(" ");
    verb = words[0];
    int least = 0;
    while (least + 1 < words.length && !words[least + 1].startsWith("[")) {
      least++;
    }
    argumentsLeast = least;
    argumentsMost = syntax.contains("...") ? Integer.MAX_VALUE : words.length - 1;
  }

  /** How it is written, as people read it. */
  public final String syntax() {
    return syntax;
  }

  /** The first word. */
  public final String verb() {
    return verb;
  }

  /** Who may use it. */
  public final Access access() {
    return access;
  }

  /** What it does. */
  public final String purpose() {
    return purpose;
  }

  /** Whether that many arguments fit the syntax. */
  final boolean takes(int arguments) {
    return arguments >= argumentsLeast && arguments <= argumentsMost;
  }

  /** Whether no log may show the argument, from 0; so also one that does not belong there. */
  final boolean isSecret(int argument) {
    return argument >= argumentsMost || secretArguments().contains(argument);
  }

  /** Refusals that have another code with this verb than with others. */
  public Map<Refusal, ErrorCode> errorCodes() {
    return Map.of();
  }

  /**
   * Whether there is such a verb where the configuration is so; if not, nobody has access to it.
   */
  public boolean isAllowedBy(Services services) {
    return true;
  }

  /** Whether there is such a verb only at doors that take cards. */
  public boolean isByCard() {
    return false;
  }

  /**
   * Whether it is run when it comes while a drop before it on the connection waits its delay, and
   * once more for each further drop before it that does; it is answered in its turn.
   */
  public boolean overtakesDelays() {
    return false;
  }

  /** The error of a request without arguments where the syntax demands some. */
  public ErrorCode withoutArguments() {
    return ErrorCode.ARGUMENT_COUNT;
  }

  /** Whether it is a drop, of which a dialect may carry out one at a time. */
  public boolean isDrop() {
    return false;
  }

  /** The arguments, from 0, that no log may show. */
  public Set<Integer> secretArguments() {
    return Set.of();
  }

  /**
   * Does it. Called on the connection's I/O thread: it does not block, and what takes time
   * completes the stage later, on any thread. The number of arguments has been checked; they are
   * read from left to right, then the machine, then the slot.
   *
   * @throws RefusedException if the house refuses it
   * @throws BadRequestException if it is not written as it must be
   */
  public abstract CompletionStage<CommandResult> run(CommandContext context);
}
