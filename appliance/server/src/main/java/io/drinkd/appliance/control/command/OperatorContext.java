package io.drinkd.appliance.control.command;

import java.io.PrintWriter;
import java.util.Optional;

/**
 * What a command works with.
 *
 * @param books the open books
 * @param password what was typed, if the command asked for a password
 * @param out takes the command's answer
 * @param err takes what went wrong, a line each
 */
public record OperatorContext(
    Books books, Optional<String> password, PrintWriter out, PrintWriter err) {

  /** How the books name whoever works at the command line. */
  public static final String ACTOR = "operator";
}
