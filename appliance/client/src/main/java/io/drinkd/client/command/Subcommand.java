package io.drinkd.client.command;

import io.drinkd.client.failure.FailedException;
import io.drinkd.client.line.Option;
import io.drinkd.client.line.Syntax;
import java.util.List;

/** Something that can be asked of {@code drink}. */
public abstract class Subcommand {

  private final Syntax syntax;

  Subcommand(String name, String words, int least, int most, String summary, Option... options) {
    syntax = new Syntax(name, words, least, most, summary, List.of(options));
  }

  /** What it is called and takes. */
  public Syntax syntax() {
    return syntax;
  }

  /**
   * Carries it out.
   *
   * @throws FailedException if what was asked for did not happen
   */
  public abstract void run(Invocation invocation);
}
